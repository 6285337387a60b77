namespace DurableTask.Postgres.Store;

/// <summary>An activity that this worker is to run; <c>Trace</c> is what its span continues.</summary>
internal sealed record ClaimedActivity(
    long Seq, long Id, string InstanceId, Guid ExecutionId, int TaskId, string Name, string Version, string? Input, int Attempts,
    string? Trace = null);
