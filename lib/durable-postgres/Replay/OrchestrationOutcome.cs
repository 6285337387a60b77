namespace DurableTask.Postgres.Replay;

/// <summary>How an execution ended.</summary>
internal abstract record OrchestrationOutcome;
