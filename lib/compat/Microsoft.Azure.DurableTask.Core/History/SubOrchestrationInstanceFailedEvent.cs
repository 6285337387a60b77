namespace DurableTask.Core.History;

/// <summary>A sub-orchestration failed.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="taskScheduledId">Number of the action that asked for it.</param>
/// <param name="reason">What went wrong.</param>
/// <param name="details">Where, if known.</param>
/// <param name="failureDetails">The whole failure.</param>
public class SubOrchestrationInstanceFailedEvent(int eventId, int taskScheduledId, string? reason, string? details, FailureDetails? failureDetails)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.SubOrchestrationInstanceFailed;

    /// <summary>Number of the action that asked for it.</summary>
    public int TaskScheduledId { get; } = taskScheduledId;

    /// <summary>What went wrong.</summary>
    public string? Reason { get; } = reason;

    /// <summary>Where, if known.</summary>
    public string? Details { get; } = details;

    /// <summary>The whole failure.</summary>
    public FailureDetails? FailureDetails { get; } = failureDetails;
}
