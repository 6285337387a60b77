namespace DurableTask.Postgres.Bench.Measuring;

/// <summary>What a worker process says about itself.</summary>
/// <param name="RoundTrips">Round trips to PostgreSQL since its start.</param>
/// <param name="Bytes">Bytes to and from PostgreSQL since its start.</param>
/// <param name="Heap">Bytes of live objects, after a full collection.</param>
/// <param name="Resident">Resident memory after it, in bytes.</param>
internal sealed record WorkerReport(long RoundTrips, long Bytes, long Heap, long Resident)
{
    /// <summary>Collects first.</summary>
    public static WorkerReport Create(RoundTrips trips)
    {
        var (count, bytes) = (trips.Count, trips.Bytes);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return new WorkerReport(count, bytes, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
