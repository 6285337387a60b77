namespace DurableTask.Core.History;

/// <summary>A sub-orchestration was asked for.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
public class SubOrchestrationInstanceCreatedEvent(int eventId)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceCreated;

    /// <summary>The orchestrator's name.</summary>
    public string? Name { get; set; }

    /// <summary>Its version; null when the store keeps it elsewhere.</summary>
    public string? Version { get; set; }

    /// <summary>Instance id of the sub-orchestration.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The input's text; null when the store keeps it elsewhere.</summary>
    public string? Input { get; set; }
}
