using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Maintenance;

/// <summary>Prunes by the clock what nobody can need any more (docs/operations.md, "What is pruned").</summary>
public sealed class PruneTimers(PruneHistory history, PruneOperations operations, PruneRuns runs, PruneObjects objects, PruneTokens tokens)
{
    private const string Schedule = $"%{MaintenanceOptions.ScheduleKey}%";

    /// <summary>Ended orchestrations.</summary>
    [Function("prune-history")]
    public Task HistoryAsync([TimerTrigger(Schedule)] TimerInfo _, CancellationToken cancellationToken) => history.ExecuteAsync(cancellationToken);

    /// <summary>Ended operations with their build logs, and notes of queued builds.</summary>
    [Function("prune-operations")]
    public Task OperationsAsync([TimerTrigger(Schedule)] TimerInfo _, CancellationToken cancellationToken) => operations.ExecuteAsync(cancellationToken);

    /// <summary>Ended one-off commands.</summary>
    [Function("prune-runs")]
    public Task RunsAsync([TimerTrigger(Schedule)] TimerInfo _, CancellationToken cancellationToken) => runs.ExecuteAsync(cancellationToken);

    /// <summary>Slugs, left-over sources and caches.</summary>
    [Function("prune-objects")]
    public Task ObjectsAsync([TimerTrigger(Schedule)] TimerInfo _, CancellationToken cancellationToken) => objects.ExecuteAsync(cancellationToken);

    /// <summary>Expired tokens.</summary>
    [Function("prune-tokens")]
    public Task TokensAsync([TimerTrigger(Schedule)] TimerInfo _, CancellationToken cancellationToken) => tokens.ExecuteAsync(cancellationToken);
}
