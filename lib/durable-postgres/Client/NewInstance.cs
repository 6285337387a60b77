using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Client;

/// <summary>An instance that a client starts.</summary>
/// <param name="InstanceId">Its id.</param>
/// <param name="Name">The orchestrator.</param>
/// <param name="Version">The orchestrator's version; empty: none.</param>
/// <param name="Input">The input, as text.</param>
/// <param name="Tags">Tags.</param>
/// <param name="StartAt">When it is to start; null: at once.</param>
/// <param name="Refuse">Statuses in which an existing instance of the id stays.</param>
internal sealed record NewInstance(
    string InstanceId,
    string Name,
    string Version,
    string? Input,
    IReadOnlyDictionary<string, string> Tags,
    DateTimeOffset? StartAt,
    IReadOnlyList<OrchestrationRuntimeStatus> Refuse)
{
    /// <summary>Its first execution.</summary>
    public Guid ExecutionId { get; } = Guid.NewGuid();

    /// <summary>What its span continues; null: nobody traces it.</summary>
    public string? Trace { get; init; }
}
