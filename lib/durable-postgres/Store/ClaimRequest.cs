namespace DurableTask.Postgres.Store;

/// <summary>What a worker has room for.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Instances">Instances to take, at most.</param>
/// <param name="Activities">Activities to take, at most.</param>
/// <param name="Skipped">Instances that are not to be taken now: held ones in the middle of a step, and rejected ones.</param>
/// <param name="Filter">Which tasks it takes; null: all.</param>
/// <param name="IsCurrent">True when the worker has the live state of (instance, epoch), so that nothing need be loaded.</param>
internal sealed record ClaimRequest(
    Guid Worker, int Instances, int Activities, long[] Skipped, ClaimFilter? Filter, Func<long, int, bool> IsCurrent);
