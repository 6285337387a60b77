using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres;

/// <summary>
/// Which instances to list, with the filters that this engine has besides the common ones. All filters must match. Pages are in the order of
/// creation and continue where the last one ended, whatever was added or removed in between (docs/protocol/durable-task.md §10).
/// </summary>
public sealed record PostgresOrchestrationQuery : OrchestrationQuery
{
    /// <summary>Items per page at most; a query for more gets this many.</summary>
    public const int MaximumPageSize = 1000;

    /// <summary>A query for all instances.</summary>
    public PostgresOrchestrationQuery()
    {
    }

    /// <summary>A query with the common filters of another.</summary>
    public PostgresOrchestrationQuery(OrchestrationQuery query)
        : base(query)
    {
    }

    /// <summary>Instances of this orchestrator; case does not matter, as with all task names. Null: of any.</summary>
    public string? Name { get; init; }

    /// <summary>Instances with one of these ids; null: with any.</summary>
    public IReadOnlyCollection<string>? InstanceIds { get; init; }

    /// <summary>Instances that bear all of these tags, case exactly; null or empty: any.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Took its last step, or ended, at or after.</summary>
    public DateTimeOffset? LastUpdatedFrom { get; init; }

    /// <summary>Took its last step, or ended, at or before.</summary>
    public DateTimeOffset? LastUpdatedTo { get; init; }

    /// <summary>Ended at or after; leaves out instances that have not ended.</summary>
    public DateTimeOffset? CompletedFrom { get; init; }

    /// <summary>Ended at or before; leaves out instances that have not ended.</summary>
    public DateTimeOffset? CompletedTo { get; init; }

    /// <summary>True: the newest instance first; false: the oldest.</summary>
    public bool NewestFirst { get; init; }
}
