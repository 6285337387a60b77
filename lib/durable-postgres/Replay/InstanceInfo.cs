namespace DurableTask.Postgres.Replay;

/// <summary>What stays the same during one execution.</summary>
internal sealed record InstanceInfo(
    long Id,
    string InstanceId,
    Guid ExecutionId,
    string Name,
    string Version,
    string? Input,
    IReadOnlyDictionary<string, string> Tags,
    ParentLink? Parent,
    string? Trace = null);
