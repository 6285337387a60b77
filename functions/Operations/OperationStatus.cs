using Deis.Orchestrations;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Operations;

/// <summary>How an operation stands, in the words of the wire (docs/protocol/controller.md §13).</summary>
internal static class OperationStatus
{
    private const string Pending = "pending";
    private const string Running = "running";
    private const string Suspended = "suspended";
    private const string Succeeded = "succeeded";
    private const string Failed = "failed";
    private const string Terminated = "terminated";
    private const string Forgotten = "forgotten";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pending, Running, Suspended, Succeeded, Failed, Terminated, Forgotten];

    /// <summary>The status of an orchestration; null is one whose history is gone.</summary>
    /// <param name="instance">Its snapshot.</param>
    /// <param name="outcome">Its output when it has completed.</param>
    public static string Of(OrchestrationMetadata? instance, ChangeOutcome? outcome) => instance?.RuntimeStatus switch
    {
        null => Forgotten,
        OrchestrationRuntimeStatus.Completed => outcome is { Succeeded: false } ? Failed : Succeeded,
        OrchestrationRuntimeStatus.Failed => Failed,
        OrchestrationRuntimeStatus.Terminated => Terminated,
        OrchestrationRuntimeStatus.Suspended => Suspended,
        OrchestrationRuntimeStatus.Pending => Pending,
        _ => Running,
    };
}
