namespace DurableTask.Core.History;

/// <summary>An activity ended well.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="taskScheduledId">Number of the action that asked for it.</param>
/// <param name="result">The result's text.</param>
public class TaskCompletedEvent(int eventId, int taskScheduledId, string? result)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskCompleted;

    /// <summary>Number of the action that asked for it.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>The result's text.</summary>
    public string? Result { get; } = result;
}
