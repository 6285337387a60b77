namespace DurableTask.Postgres.Replay;

/// <summary>The instance starts over with a new input; the carried events go to the new execution in this order.</summary>
internal sealed record ContinuedAsNew(string? Input, string? Version, IReadOnlyList<HistoryEvent> Carried) : OrchestrationOutcome;
