namespace DurableTask.Core.History;

/// <summary>The orchestration was resumed.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="reason">Why.</param>
public class ExecutionResumedEvent(int eventId, string? reason)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionResumed;

    /// <summary>Why.</summary>
    public string? Reason { get; } = reason;
}
