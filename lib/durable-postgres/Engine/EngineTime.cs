namespace DurableTask.Postgres.Engine;

/// <summary>
/// The two clocks of the engine. Heartbeats, polls and pauses run on the process's clock; what is stored and what orchestrations see runs
/// on the store's.
/// </summary>
/// <param name="Process">Time of this process.</param>
/// <param name="Store">The store's clock itself, or what bridges the time between two looks at it.</param>
/// <param name="IsStoreExact">True: <paramref name="Store"/> is the clock itself; false: the store tells its own, as a database does.</param>
internal sealed record EngineTime(TimeProvider Process, TimeProvider Store, bool IsStoreExact);
