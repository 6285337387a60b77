using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Maintenance;

/// <summary>Purges orchestrations that have ended and began long ago. The engine purges in small transactions and leaves live ones alone.</summary>
public sealed class PruneHistory(DurableTaskClient orchestrations, IOptions<MaintenanceOptions> options, TimeProvider time)
{
    /// <summary>Purges.</summary>
    public Task ExecuteAsync(CancellationToken cancellationToken) => orchestrations.PurgeAllInstancesAsync(
        new PurgeInstancesFilter(CreatedTo: time.GetUtcNow() - TimeSpan.FromDays(options.Value.HistoryDays)), cancellation: cancellationToken);
}
