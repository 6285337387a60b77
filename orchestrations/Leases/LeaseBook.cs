using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Releases;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Leases;

/// <summary>Who may change an app's processes now, and who waits. A lease whose orchestration has ended is free.</summary>
public sealed class LeaseBook(DeisDbContext database, DurableTaskClient client, TimeProvider clock)
{
    /// <summary>Why the release of an operation failed that did not come to its own end.</summary>
    public const string EndedFromOutside = "The operation was ended from outside before it was done.";

    /// <summary>Takes the lease inside the open transaction of the database, when it is free or already
    /// <paramref name="operation"/>'s.</summary>
    /// <returns>Null when it is taken now; otherwise the operation that holds it.</returns>
    public async Task<RolloutLease?> TryTakeAsync(Guid appId, string operation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var inserted = await database.Database.ExecuteSqlAsync(
            $"insert into deis.rollout_leases (app_id, operation, acquired) values ({appId}, {operation}, {now}) on conflict (app_id) do nothing",
            cancellationToken);
        if (inserted == 1)
        {
            return null;
        }

        var lease = await database.RolloutLeases
            .FromSql($"select * from deis.rollout_leases where app_id = {appId} for update")
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (lease is null)
        {
            // Given back between the two statements.
            return await TryTakeAsync(appId, operation, cancellationToken);
        }

        if (lease.Operation != operation && await IsAliveAsync(lease.Operation, cancellationToken))
        {
            return lease;
        }

        if (lease.Operation != operation)
        {
            await FailReleaseOfAsync(lease.Operation, cancellationToken);
        }

        await database.Database.ExecuteSqlAsync(
            $"update deis.rollout_leases set operation = {operation}, acquired = {now} where app_id = {appId}",
            cancellationToken);
        return null;
    }

    /// <summary>Puts the operation at the head of the queue for the lease, inside the open transaction of the database.</summary>
    /// <returns>False: somebody else is there already.</returns>
    public async Task<bool> TryQueueFirstAsync(Guid appId, string operation, CancellationToken cancellationToken)
    {
        foreach (var first in await database.RolloutWaiters.Where(w => w.AppId == appId && w.Urgent).Select(w => w.Operation).ToListAsync(cancellationToken))
        {
            if (await IsAliveAsync(first, cancellationToken))
            {
                return false;
            }
        }

        var now = clock.GetUtcNow();
        await database.Database.ExecuteSqlAsync(
            $"insert into deis.rollout_waiters (app_id, operation, since, urgent) values ({appId}, {operation}, {now}, true)", cancellationToken);
        return true;
    }

    /// <summary>Takes the lease, or writes the operation into the queue for it. Returns true when the operation holds it.</summary>
    public async Task<bool> AcquireOrQueueAsync(Guid appId, string operation, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var taken = await TryTakeAsync(appId, operation, cancellationToken) is null;
        if (taken)
        {
            await database.Database.ExecuteSqlAsync(
                $"delete from deis.rollout_waiters where app_id = {appId} and operation = {operation}", cancellationToken);
        }
        else
        {
            var now = clock.GetUtcNow();
            await database.Database.ExecuteSqlAsync(
                $"insert into deis.rollout_waiters (app_id, operation, since) values ({appId}, {operation}, {now}) on conflict do nothing",
                cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return taken;
    }

    /// <summary>Gives the lease back, or the operation's place in the queue, and closes the operation: it ends by itself now. Returns the operation that
    /// holds the lease from now on because it waited longest, or null when none waits. Asked again it returns the same operation, so that a repeated
    /// activity repeats its notice.</summary>
    public async Task<string?> ReleaseAsync(Guid appId, string operation, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var lease = await database.RolloutLeases
            .FromSql($"select * from deis.rollout_leases where app_id = {appId} for update")
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"delete from deis.rollout_waiters where app_id = {appId} and operation = {operation}", cancellationToken);
        await database.Operations.Where(o => o.Id == operation).ExecuteUpdateAsync(o => o.SetProperty(row => row.Open, false), cancellationToken);
        if (lease is null || lease.Operation != operation)
        {
            await transaction.CommitAsync(cancellationToken);
            return lease?.Operation;
        }

        var next = await NextAliveAsync(appId, cancellationToken);
        if (next is null)
        {
            await database.Database.ExecuteSqlAsync($"delete from deis.rollout_leases where app_id = {appId}", cancellationToken);
        }
        else
        {
            var now = clock.GetUtcNow();
            await database.Database.ExecuteSqlAsync(
                $"update deis.rollout_leases set operation = {next}, acquired = {now} where app_id = {appId}", cancellationToken);
            await database.Database.ExecuteSqlAsync(
                $"delete from deis.rollout_waiters where app_id = {appId} and operation = {next}", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return next;
    }

    // A waiter that was terminated must not get the lease: it would never give it back, and the others behind it would wait for their recheck.
    private async Task<string?> NextAliveAsync(Guid appId, CancellationToken cancellationToken)
    {
        var waiters = await database.RolloutWaiters
            .Where(w => w.AppId == appId)
            .OrderByDescending(w => w.Urgent)
            .ThenBy(w => w.Since)
            .ThenBy(w => w.Operation)
            .Select(w => w.Operation)
            .ToListAsync(cancellationToken);
        foreach (var waiter in waiters)
        {
            if (await IsAliveAsync(waiter, cancellationToken))
            {
                return waiter;
            }

            await database.Database.ExecuteSqlAsync(
                $"delete from deis.rollout_waiters where app_id = {appId} and operation = {waiter}", cancellationToken);
        }

        return null;
    }

    // Whoever takes the lease of a dead operation must not take the release that this one has left half-done for what runs.
    private async Task FailReleaseOfAsync(string operation, CancellationToken cancellationToken)
    {
        if (await database.Operations.AnyAsync(o => o.Id == operation && o.Open, cancellationToken))
        {
            await new FailRelease(database, clock).OfOperationAsync(operation, EndedFromOutside, cancellationToken);
        }
    }

    private async Task<bool> IsAliveAsync(string operation, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(operation, cancellationToken) is { IsCompleted: false };
}
