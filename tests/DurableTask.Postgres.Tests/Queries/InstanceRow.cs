using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Queries;

/// <summary>An instance as a test wants it in the table.</summary>
/// <param name="Id">Instance id.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="Status">Its status.</param>
/// <param name="Created">When it was created; whole microseconds.</param>
public sealed record InstanceRow(string Id, string Name, OrchestrationRuntimeStatus Status, DateTimeOffset Created)
{
    /// <summary>When it ended or, for a live one, took its last step.</summary>
    public DateTimeOffset Updated { get; init; } = Created;

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public bool IsEnded => Status
        is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
