namespace DurableTask.Postgres.Tests.Faults;

/// <summary>Calls of a worker to its store.</summary>
internal enum StoreOperation
{
    Initialize,
    Beat,
    Bury,
    Claim,
    Commit,
    Release,
    Retry,
    Resync,
    Park,
    DropOrphans,
    Leave,
}
