namespace DurableTask.Core.History;

/// <summary>A timer fired.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="fireAt">When it was due, in UTC.</param>
public class TimerFiredEvent(int eventId, DateTime fireAt)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TimerFired;

    /// <summary>When it was due, in UTC.</summary>
    public DateTime FireAt { get; } = fireAt;

    /// <summary>Number of the action that set it.</summary>
    public int TimerId { get; set; }
}
