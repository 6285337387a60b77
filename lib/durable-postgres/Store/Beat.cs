namespace DurableTask.Postgres.Store;

/// <summary>Answer to a heartbeat.</summary>
/// <param name="Now">The database's time.</param>
/// <param name="LiveWorkers">Workers alive in the hub, this one included.</param>
/// <param name="Freed">Instances and activities taken from dead workers.</param>
internal sealed record Beat(DateTimeOffset Now, int LiveWorkers, int Freed);
