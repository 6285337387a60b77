namespace DurableTask.Postgres.Store;

/// <summary>An activity that this worker is to run.</summary>
internal sealed record ClaimedActivity(
    long Seq, long Id, string InstanceId, Guid ExecutionId, int TaskId, string Name, string Version, string? Input, int Attempts);
