namespace DurableTask.Core.History;

/// <summary>An event was sent to an instance.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
public class EventSentEvent(int eventId)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.EventSent;

    /// <summary>Where to.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The event's name.</summary>
    public string? Name { get; set; }

    /// <summary>The payload's text.</summary>
    public string? Input { get; set; }
}
