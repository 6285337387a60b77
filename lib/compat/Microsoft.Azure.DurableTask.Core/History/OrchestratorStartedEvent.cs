namespace DurableTask.Core.History;

/// <summary>A turn began.</summary>
/// <param name="eventId">Number of the action; -1: none.</param>
public class OrchestratorStartedEvent(int eventId)
    : HistoryEvent(eventId)
{
    /// <inheritdoc/>
    public override EventType EventType => EventType.OrchestratorStarted;
}
