namespace DurableTask.Postgres.Replay;

/// <summary>One row of an instance's history, also the form of a message to it.</summary>
/// <param name="Type">The kind.</param>
/// <param name="Timestamp">When it happened, on the database's clock.</param>
/// <param name="TaskId">Number of the action it creates or answers; -1: none.</param>
/// <param name="Name">Name of the task or event.</param>
/// <param name="Payload">Input, result, failure or event payload, as text.</param>
/// <param name="Detail">What else the kind needs: the child's or target's instance id, the timer's due time, version and tags.</param>
internal sealed record HistoryEvent(
    EventType Type, DateTimeOffset Timestamp, int TaskId = -1, string? Name = null, string? Payload = null, string? Detail = null);
