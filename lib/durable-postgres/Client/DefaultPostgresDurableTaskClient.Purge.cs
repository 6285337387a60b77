using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Client;

/// <content>Removing ended instances, and releasing parked ones.</content>
internal sealed partial class DefaultPostgresDurableTaskClient
{
    private const int PurgeBatch = 500;

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        if (await store.FindAsync(instanceId, cancellation) is not { } found)
        {
            return new PurgeResult(0, true);
        }

        if (!found.HasEnded)
        {
            throw new InvalidOperationException(
                $"The orchestration instance '{instanceId}' has not ended. Only ended instances can be purged; terminate it first.");
        }

        return new PurgeResult(await store.RemoveAsync([found.Id], options?.Recursive == true, cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        if (filter.Timeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        }

        var begun = time.Process.GetTimestamp();
        var total = 0;
        while (filter.Timeout is null || time.Process.GetElapsedTime(begun) < filter.Timeout)
        {
            // Small transactions: one huge delete would hold back everyone's clean-up.
            var ids = await store.FindEndedAsync(filter, PurgeBatch, cancellation);
            if (ids.Length == 0)
            {
                return new PurgeResult(total, true);
            }

            total += await store.RemoveAsync(ids, options?.Recursive == true, cancellation);
        }

        return new PurgeResult(total, false);
    }

    public override async Task<bool> ReleaseParkedInstanceAsync(string instanceId, CancellationToken cancellation = default)
    {
        InstanceIds.Require(instanceId);
        var isReleased = await store.ReleaseParkedAsync(instanceId, cancellation);
        if (isReleased)
        {
            WakeForNewWork();
        }

        return isReleased;
    }
}
