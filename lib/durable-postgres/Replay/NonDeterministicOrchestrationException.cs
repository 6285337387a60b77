namespace DurableTask.Postgres.Replay;

/// <summary>The orchestrator did something else in replay than its history says.</summary>
/// <param name="message">The place and both versions of the story.</param>
public sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
