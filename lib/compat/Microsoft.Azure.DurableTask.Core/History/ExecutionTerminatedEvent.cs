namespace DurableTask.Core.History;

/// <summary>The orchestration was terminated.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="input">The text of the output that the request gave it.</param>
public class ExecutionTerminatedEvent(int eventId, string? input)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionTerminated;

    /// <summary>The text of the output that the request gave it.</summary>
    public string? Input { get; } = input;
}
