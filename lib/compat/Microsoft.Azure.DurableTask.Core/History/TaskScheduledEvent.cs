namespace DurableTask.Core.History;

/// <summary>An activity was asked for.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="name">The activity's name.</param>
/// <param name="version">Its version; empty: unversioned.</param>
/// <param name="input">The input's text.</param>
public class TaskScheduledEvent(int eventId, string? name, string? version, string? input)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.TaskScheduled;

    /// <summary>The activity's name.</summary>
    public string? Name { get; } = name;

    /// <summary>Its version; empty: unversioned.</summary>
    public string? Version { get; } = version;

    /// <summary>The input's text.</summary>
    public string? Input { get; } = input;

    /// <summary>Labels of the call.</summary>
    public IDictionary<string, string>? Tags { get; set; }
}
