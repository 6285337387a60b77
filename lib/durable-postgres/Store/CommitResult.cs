namespace DurableTask.Postgres.Store;

/// <summary>What a commit did.</summary>
/// <param name="Activities">Numbers of the inserted activity rows by (instance, task).</param>
/// <param name="WakesThisWorker">True: there is something new that this worker may take.</param>
/// <param name="WakesOthers">True: there is something new that only another worker may take.</param>
internal sealed record CommitResult(IReadOnlyDictionary<(long Id, int TaskId), long> Activities, bool WakesThisWorker, bool WakesOthers);
