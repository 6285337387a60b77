namespace DurableTask.Core.History;

/// <summary>The orchestration was started.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="input">The input's text.</param>
public class ExecutionStartedEvent(int eventId, string? input)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionStarted;

    /// <summary>The input's text.</summary>
    public string? Input { get; } = input;

    /// <summary>The orchestrator's name.</summary>
    public string? Name { get; set; }

    /// <summary>Its version; empty: unversioned.</summary>
    public string? Version { get; set; }

    /// <summary>Labels of the instance.</summary>
    public IDictionary<string, string>? Tags { get; set; }
}
