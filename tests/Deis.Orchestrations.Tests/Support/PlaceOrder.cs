using Deis.Orchestrations.Create;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;

namespace Deis.Orchestrations.Tests.Support;

/// <summary>Has the place of a new app made by an operation that is committed with the app, as the API has it for who does not wait.</summary>
public sealed class PlaceOrder(IOperations operations, DeisDbContext database, User owner) : IRuntimeNotice
{
    /// <summary>The operation, once an app was made.</summary>
    public string? Operation { get; private set; }

    public Task<Error?> ScaleByLoadAsync(App app, string type, LoadScaling? scaling, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task PublishRoutingAsync(App app, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<bool> OrderPlaceAsync(App app, CancellationToken cancellationToken)
    {
        Operation = await operations.EnlistAsync(database, app, owner, CreateInput.Orchestration, new CreateInput(app.Uuid, app.Id), cancellationToken);
        return true;
    }
}
