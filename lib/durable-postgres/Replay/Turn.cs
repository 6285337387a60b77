namespace DurableTask.Postgres.Replay;

/// <summary>What one turn of an orchestrator produced; all of it is committed in one transaction.</summary>
internal sealed class Turn
{
    /// <summary>Rows to append to the history.</summary>
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>New effects, in order.</summary>
    public List<OrchestrationAction> Actions { get; } = [];

    /// <summary>Timers that the code cancelled; their rows are of no more use.</summary>
    public List<int> CancelledTimers { get; } = [];

    /// <summary>Timers that fired.</summary>
    public List<FiredTimer> FiredTimers { get; } = [];

    /// <summary>Instance ids of sub-orchestrations to terminate.</summary>
    public List<string> TerminatedChildren { get; } = [];

    /// <summary>How the execution ended; null: it goes on.</summary>
    public OrchestrationOutcome? Outcome { get; set; }

    /// <summary>True while the instance is held by a suspend request.</summary>
    public bool IsSuspended { get; set; }

    /// <summary>True when <see cref="CustomStatus"/> is to be stored.</summary>
    public bool CustomStatusChanged { get; set; }

    /// <summary>The new custom status.</summary>
    public string? CustomStatus { get; set; }
}
