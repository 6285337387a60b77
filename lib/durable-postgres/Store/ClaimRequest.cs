namespace DurableTask.Postgres.Store;

/// <summary>What a worker has room for.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Instances">Instances to take, at most.</param>
/// <param name="Activities">Activities to take, at most.</param>
/// <param name="Busy">Held instances that are in the middle of a step; they are not to be taken again now.</param>
/// <param name="IsCurrent">True when the worker has the live state of (instance, epoch), so that nothing need be loaded.</param>
internal sealed record ClaimRequest(Guid Worker, int Instances, int Activities, long[] Busy, Func<long, int, bool> IsCurrent);
