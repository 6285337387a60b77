using Microsoft.DurableTask;

namespace DurableTask.Postgres.Replay;

/// <summary>Failure types that the engine itself gives (docs/protocol/durable-task.md §3).</summary>
internal static class FailureTypes
{
    public const string ActivityNotFound = "ActivityTaskNotFound";
    public const string ActivityPoisoned = "ActivityPoisoned";
    public const string OrchestratorNotFound = "OrchestratorTaskNotFound";
    public const string InstanceExists = "OrchestrationAlreadyExists";
    public const string Terminated = "OrchestrationTerminated";
    public const string HistoryTooLong = "HistoryTooLong";
    public const string VersionMismatch = "VersionMismatch";
    public const string VersionError = "VersionError";

    /// <summary>True for failures that another attempt cannot mend.</summary>
    public static bool IsFinal(TaskFailureDetails failure) =>
        failure.ErrorType is ActivityNotFound or ActivityPoisoned or OrchestratorNotFound or VersionMismatch or VersionError;

    public static TaskFailureDetails Create(string type, string message) => new(type, message, null, null, null);
}
