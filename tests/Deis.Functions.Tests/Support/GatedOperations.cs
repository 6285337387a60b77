using Deis.Orchestrations;
using Deis.Orchestrations.Operations;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Functions.Tests.Support;

/// <summary>The real operations, whose first start waits until a test lets it go on.</summary>
public sealed class GatedOperations(OperationService operations, StartGate gate) : IOperations
{
    public async Task<Result<string>> StartAsync(
        DeisDbContext database, App app, User user, string orchestration, object input, LeaseMode lease, string? id, CancellationToken cancellationToken)
    {
        await gate.PassAsync();
        return await operations.StartAsync(database, app, user, orchestration, input, lease, id, cancellationToken);
    }

    public async Task<string> EnlistAsync(
        DeisDbContext database, App app, User user, string orchestration, object input, CancellationToken cancellationToken)
    {
        await gate.PassAsync();
        return await operations.EnlistAsync(database, app, user, orchestration, input, cancellationToken);
    }

    public Task<ChangeOutcome> WaitAsync(string operation, CancellationToken cancellationToken) => operations.WaitAsync(operation, cancellationToken);
}
