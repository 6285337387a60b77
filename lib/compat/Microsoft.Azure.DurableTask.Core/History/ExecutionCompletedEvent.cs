namespace DurableTask.Core.History;

/// <summary>The orchestration ended, well or with a failure.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
/// <param name="result">The output's text.</param>
/// <param name="orchestrationStatus">How it ended.</param>
/// <param name="failureDetails">Why it failed; null unless it did.</param>
public class ExecutionCompletedEvent(int eventId, string? result, OrchestrationStatus orchestrationStatus, FailureDetails? failureDetails)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.ExecutionCompleted;

    /// <summary>The output's text.</summary>
    public string? Result { get; } = result;

    /// <summary>How it ended.</summary>
    public OrchestrationStatus OrchestrationStatus { get; } = orchestrationStatus;

    /// <summary>Why it failed; null unless it did.</summary>
    public FailureDetails? FailureDetails { get; } = failureDetails;
}
