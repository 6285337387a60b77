namespace DurableTask.Postgres.Engine;

/// <summary>
/// The two clocks of the engine. Heartbeats, polls and pauses run on the process's clock; what is stored and what orchestrations see runs
/// on the store's. With a database the second one only bridges the time between two looks at the database's clock.
/// </summary>
/// <param name="Process">Time of this process.</param>
/// <param name="Store">Time between two looks at the store's clock.</param>
internal sealed record EngineTime(TimeProvider Process, TimeProvider Store);
