using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Store;

/// <summary>One instance's part of a commit: what its turn consumed and what it produced.</summary>
internal sealed class Step
{
    /// <summary>The instance and the execution that took the turn.</summary>
    public required InstanceInfo Instance { get; init; }

    /// <summary>The fencing number of the hold.</summary>
    public required int Epoch { get; init; }

    /// <summary>Consumed messages.</summary>
    public required IReadOnlyList<long> Messages { get; init; }

    /// <summary>Consumed results of activities that ran in this process; they never were messages.</summary>
    public required IReadOnlyList<FinishedActivity> LocalResults { get; init; }

    /// <summary>What the turn produced; null: the messages are dropped without effect.</summary>
    public Turn? Turn { get; init; }

    /// <summary>History rows before this turn.</summary>
    public int HistoryLength { get; init; }

    /// <summary>New status; null: unchanged.</summary>
    public OrchestrationRuntimeStatus? NewStatus { get; init; }

    /// <summary>Actions whose activity rows are inserted as taken by this worker.</summary>
    public IReadOnlySet<int> InlineActivities { get; init; } = new HashSet<int>();

    /// <summary>Trace that the scheduled activities and sub-orchestrations continue; null: none.</summary>
    public string? Trace { get; init; }

    /// <summary>True: the worker keeps the instance; false: it is free afterwards.</summary>
    public required bool KeepsHold { get; init; }

    /// <summary>True: the hold was claimed for this turn, so the count of attempts starts over.</summary>
    public required bool ResetsAttempts { get; init; }

    /// <summary>True: messages are left that were not read.</summary>
    public required bool HasMore { get; init; }

    /// <summary>Id of the next execution when the turn ends with continue-as-new.</summary>
    public Guid NextExecutionId { get; init; }
}
