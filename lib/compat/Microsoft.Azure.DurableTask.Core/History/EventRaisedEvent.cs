namespace DurableTask.Core.History;

/// <summary>An event came.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="input">The payload's text.</param>
public class EventRaisedEvent(int eventId, string? input)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.EventRaised;

    /// <summary>The payload's text.</summary>
    public string? Input { get; } = input;

    /// <summary>The event's name.</summary>
    public string? Name { get; set; }
}
