using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>An instance with all that belongs to it: the rows that the tables of the database hold under its number.</summary>
internal sealed class InstanceRow
{
    public required long Id { get; init; }

    public required string InstanceId { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required ParentLink? Parent { get; init; }

    /// <summary>What its span continues; null: nobody traces it.</summary>
    public string? Trace { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public required Guid ExecutionId { get; set; }

    public required string Version { get; set; }

    public required string? Input { get; set; }

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    public DateTimeOffset? CompletedAt { get; set; }

    public string? Output { get; set; }

    public string? CustomStatus { get; set; }

    /// <summary>The failure, as text.</summary>
    public string? Failure { get; set; }

    /// <summary>Why no worker takes it; null: it is not parked.</summary>
    public string? ParkedReason { get; set; }

    /// <summary>Present while it has unread messages or is held by a worker.</summary>
    public ReadyRow? Ready { get; set; }

    /// <summary>Unread messages by number.</summary>
    public SortedDictionary<long, MessageRow> Messages { get; } = [];

    /// <summary>Messages with a later due time.</summary>
    public List<TimerRow> Timers { get; } = [];

    /// <summary>Events of the current execution.</summary>
    public List<HistoryEvent> History { get; } = [];

    public InstanceInfo ToInfo() => new(Id, InstanceId, ExecutionId, Name, Version, Input, Tags, Parent, Trace);
}
