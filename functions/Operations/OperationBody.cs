using Deis.Orchestrations;
using Deis.Platform.Operations;
using Microsoft.DurableTask.Client;

namespace Deis.Functions.Operations;

/// <summary>A change of an app on the wire (docs/protocol/controller.md §13).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>deploy</c>, <c>scale</c>, <c>restart</c> or <c>destroy</c>.</param>
/// <param name="User">Who asked for it.</param>
/// <param name="Created">When.</param>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>suspended</c>, <c>succeeded</c>, <c>failed</c> or <c>terminated</c>; <c>forgotten</c> when its history was cleaned away.</param>
/// <param name="Version">Number of the release it made, if any.</param>
/// <param name="Error">Why it failed.</param>
public sealed record OperationBody(string Id, string Kind, string User, DateTimeOffset Created, string Status, int? Version, string? Error)
{
    /// <summary>The wire form of an operation.</summary>
    /// <param name="operation">Its row.</param>
    /// <param name="instance">Its orchestration with output; null when its history is gone.</param>
    public static OperationBody Of(Operation operation, OrchestrationMetadata? instance)
    {
        var outcome = instance is { RuntimeStatus: OrchestrationRuntimeStatus.Completed } ? instance.ReadOutputAs<ChangeOutcome>() : null;
        return new OperationBody(
            operation.Id,
            operation.Kind,
            operation.Username,
            operation.Created,
            StatusOf(instance, outcome),
            outcome?.Version,
            outcome?.Message ?? instance?.FailureDetails?.ErrorMessage);
    }

    private static string StatusOf(OrchestrationMetadata? instance, ChangeOutcome? outcome) => instance?.RuntimeStatus switch
    {
        null => "forgotten",
        OrchestrationRuntimeStatus.Completed => outcome is { Succeeded: false } ? "failed" : "succeeded",
        OrchestrationRuntimeStatus.Failed => "failed",
        OrchestrationRuntimeStatus.Terminated => "terminated",
        OrchestrationRuntimeStatus.Suspended => "suspended",
        OrchestrationRuntimeStatus.Pending => "pending",
        _ => "running",
    };
}
