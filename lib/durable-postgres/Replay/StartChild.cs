namespace DurableTask.Postgres.Replay;

/// <summary>Start a sub-orchestration.</summary>
internal sealed record StartChild(
    int Id, string OrchestratorName, string Version, string InstanceId, string? Input, IReadOnlyDictionary<string, string> Tags)
    : OrchestrationAction(Id)
{
    public override EventType Type => EventType.SubOrchestrationCreated;

    public override string Name => OrchestratorName;

    // The input is in the child's row; a second copy would only make the parent's replay slower.
    public override HistoryEvent ToEvent(DateTimeOffset timestamp) => new(Type, timestamp, Id, OrchestratorName, null, InstanceId);
}
