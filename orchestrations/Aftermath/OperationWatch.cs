using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Operations;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Deis.Orchestrations.Aftermath;

/// <summary>
/// Finds operations whose orchestrations ended without having come to their own end, and starts an <see cref="AftermathOrchestrator"/> for each. A
/// terminated orchestration runs no code any more, so somebody else must look. Any number of workers may do it at the same time.
/// </summary>
public sealed partial class OperationWatch(
    IServiceScopeFactory scopes,
    PostgresDurableTaskClient client,
    IOptions<DeployOptions> options,
    TimeProvider clock,
    ILogger<OperationWatch> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.TidyInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The next look finds them again.
                LookFailed(exception);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<DeisDbContext>();
        var open = await database.Operations.AsNoTracking().Where(o => o.Open).OrderBy(o => o.Created).ToListAsync(cancellationToken);
        foreach (var operation in open)
        {
            var instance = await client.GetInstanceAsync(operation.Id, cancellationToken);
            if (instance is null or { IsCompleted: true })
            {
                await CloseAsync(scope.ServiceProvider, operation, instance, cancellationToken);
            }
        }
    }

    private async Task CloseAsync(IServiceProvider services, Operation operation, OrchestrationMetadata? instance, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<DeisDbContext>();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // Waits for an activity of the operation that is in the app's place; none begins after this.
        var closed = await database.Operations
            .Where(o => o.Id == operation.Id && o.Open)
            .ExecuteUpdateAsync(o => o.SetProperty(row => row.Open, false), cancellationToken);
        // What is left of an app that is half destroyed goes when somebody destroys it again.
        if (closed == 1
            && instance?.RuntimeStatus != OrchestrationRuntimeStatus.Completed
            && operation.Kind != OperationKind.Destroy)
        {
            LeftOpen(operation.Id, instance?.RuntimeStatus);
            var reason = instance?.FailureDetails is { } failure ? $"The platform could not go on: {failure.ErrorMessage}" : LeaseBook.EndedFromOutside;
            await services.GetRequiredService<FailRelease>().OfOperationAsync(operation.Id, reason, cancellationToken);
            await client.ScheduleNewOrchestrationInstanceAsync(
                (NpgsqlTransaction)transaction.GetDbTransaction(),
                AftermathInput.Orchestration,
                new AftermathInput(operation.AppId, operation.App, operation.Id, reason),
                new StartOrchestrationOptions(AftermathInput.Id(operation.Id)),
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message = "Operation {Operation} did not come to its own end ({Status}); tidying up after it")]
    private partial void LeftOpen(string operation, OrchestrationRuntimeStatus? status);

    [LoggerMessage(EventId = 2004, Level = LogLevel.Warning, Message = "Looking for operations that did not come to their own ends failed; the next look is soon")]
    private partial void LookFailed(Exception exception);
}
