namespace DurableTask.Postgres.Store;

/// <summary>The database no longer agrees that this worker may commit: the hold was lost, or a message or activity was already consumed.</summary>
internal sealed class StepRefusedException(string message, Exception? inner) : Exception(message, inner);
