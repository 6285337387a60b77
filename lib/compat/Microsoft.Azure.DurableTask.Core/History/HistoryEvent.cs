namespace DurableTask.Core.History;

/// <summary>Something that happened to an orchestration.</summary>
/// <param name="eventId">Number of the action that it records; -1 for what came from outside.</param>
public abstract class HistoryEvent(int eventId)
{
    /// <summary>Number of the action that it records; -1 for what came from outside.</summary>
    public int EventId { get; } = eventId;

    /// <summary>When, in UTC.</summary>
    public DateTime Timestamp { get; set; }

    /// <summary>The kind.</summary>
    public abstract EventType EventType { get; }
}
