using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Destroy;
using Deis.Orchestrations.Leases;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Results;
using Deis.Platform.Users;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Deis.Orchestrations.Operations;

/// <inheritdoc cref="IOperations" />
public sealed class OperationService(PostgresDurableTaskClient client, TimeProvider clock) : IOperations
{
    /// <inheritdoc />
    public async Task<Result<string>> StartAsync(
        DeisDbContext database,
        App app,
        User user,
        string orchestration,
        object input,
        LeaseMode lease,
        string? id,
        CancellationToken cancellationToken)
    {
        id ??= NewId(orchestration);
        await using var transaction = database.Database.CurrentTransaction ?? await database.Database.BeginTransactionAsync(cancellationToken);
        // Two requests with the same id come one after the other, so that the second finds the first one's row.
        await database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({id}, 0))", cancellationToken);
        if (await database.Operations.AnyAsync(o => o.Id == id, cancellationToken))
        {
            return id;
        }

        if (orchestration != DestroyInput.Orchestration && await GoneAsync(database, app, cancellationToken) is { } gone)
        {
            return gone;
        }

        if (lease != LeaseMode.Wait && await TakeLeaseAsync(database, app, user, id, lease, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await AddAsync(database, transaction, app, user, orchestration, input, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <inheritdoc />
    public async Task<string> EnlistAsync(
        DeisDbContext database, App app, User user, string orchestration, object input, CancellationToken cancellationToken)
    {
        var id = NewId(orchestration);
        await AddAsync(database, database.Database.CurrentTransaction!, app, user, orchestration, input, id, cancellationToken);
        return id;
    }

    /// <inheritdoc />
    public async Task<ChangeOutcome> WaitAsync(string operation, CancellationToken cancellationToken)
    {
        var ended = await client.WaitForInstanceCompletionAsync(operation, getInputsAndOutputs: true, cancellationToken);
        if (ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed && ended.ReadOutputAs<ChangeOutcome>() is { } outcome)
        {
            return outcome;
        }

        var reason = ended.FailureDetails?.ErrorMessage ?? $"The operation was {ended.RuntimeStatus.ToString().ToLowerInvariant()}.";
        return ChangeOutcome.Failure(Error.Unavailable(reason));
    }

    private static string NewId(string orchestration) => $"{OperationKind.Of(orchestration)}-{Guid.NewGuid():N}";

    private static async Task<Error?> GoneAsync(DeisDbContext database, App app, CancellationToken cancellationToken) =>
        await database.Apps.Where(a => a.Uuid == app.Uuid).Select(a => (bool?)a.Destroying).SingleOrDefaultAsync(cancellationToken) switch
        {
            null => Errors.NotFound,
            true => Errors.Destroying(app.Id),
            false => null,
        };

    private async Task AddAsync(
        DeisDbContext database,
        IDbContextTransaction transaction,
        App app,
        User user,
        string orchestration,
        object input,
        string id,
        CancellationToken cancellationToken)
    {
        database.Operations.Add(new Operation
        {
            Id = id,
            App = app.Id,
            AppId = app.Uuid,
            UserId = user.Id,
            Username = user.Username,
            Kind = OperationKind.Of(orchestration),
            Open = true,
            Created = clock.GetUtcNow(),
        });
        await database.SaveChangesAsync(cancellationToken);
        await client.ScheduleNewOrchestrationInstanceAsync(
            (NpgsqlTransaction)transaction.GetDbTransaction(),
            orchestration,
            input,
            new StartOrchestrationOptions(id),
            cancellationToken);
    }

    /// <returns>Null when the operation holds the lease, or comes next after a stuck one; otherwise why it must not start.</returns>
    private async Task<Error?> TakeLeaseAsync(
        DeisDbContext database, App app, User user, string operation, LeaseMode mode, CancellationToken cancellationToken)
    {
        var leases = new LeaseBook(database, client, clock);
        if (await leases.TryTakeAsync(app.Uuid, operation, cancellationToken) is not { } holder)
        {
            return null;
        }

        if (mode == LeaseMode.CancelStuck
            && await IsStuckAsync(holder.Operation, cancellationToken)
            && await leases.TryQueueFirstAsync(app.Uuid, operation, cancellationToken))
        {
            await client.RaiseEventAsync(
                (NpgsqlTransaction)database.Database.CurrentTransaction!.GetDbTransaction(),
                holder.Operation,
                CancelRequest.Event,
                new CancelRequest($"{user.Username} asked for a rollback while it was stuck."),
                cancellationToken);
            return null;
        }

        return await InProgressAsync(database, app, holder, cancellationToken);
    }

    private async Task<bool> IsStuckAsync(string operation, CancellationToken cancellationToken)
    {
        var holder = await client.GetInstanceAsync(operation, getInputsAndOutputs: true, cancellationToken);
        // One that is suspended takes no step, so it cannot be cancelled either.
        return holder is { RuntimeStatus: OrchestrationRuntimeStatus.Running, SerializedCustomStatus: not null }
            && holder.ReadCustomStatusAs<OperationProgress>() is { StuckFrom: { } since }
            && since <= clock.GetUtcNow();
    }

    private async Task<Error> InProgressAsync(DeisDbContext database, App app, RolloutLease holder, CancellationToken cancellationToken)
    {
        var seconds = (int)(clock.GetUtcNow() - holder.Acquired).TotalSeconds;
        var operation = await database.Operations.SingleOrDefaultAsync(o => o.Id == holder.Operation, cancellationToken);
        // Only what tidies up after an operation holds a lease without being one.
        var what = operation is null ? "tidying up" : $"{operation.Kind} by {operation.Username}";
        return Error.Conflict($"Deployment for {app.Id} is already in progress ({what}, for {seconds} s). Wait for its end, then try again.");
    }
}
