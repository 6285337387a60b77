namespace DurableTask.Postgres.Replay;

/// <summary>The orchestrator awaits something that its context did not make, so nothing could ever wake it.</summary>
/// <param name="message">What is wrong and what to do.</param>
public sealed class OrchestratorStuckException(string message) : Exception(message);
