namespace DurableTask.Core.History;

/// <summary>A timer was set.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="fireAt">When it is due, in UTC.</param>
public class TimerCreatedEvent(int eventId, DateTime fireAt)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerCreated;

    /// <summary>When it is due, in UTC.</summary>
    public DateTime FireAt { get; } = fireAt;
}
