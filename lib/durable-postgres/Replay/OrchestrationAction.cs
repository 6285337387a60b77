namespace DurableTask.Postgres.Replay;

/// <summary>Something an orchestrator asked for. It becomes an event of its history and an effect of the step's transaction.</summary>
/// <param name="Id">Its number within the execution.</param>
internal abstract record OrchestrationAction(int Id)
{
    /// <summary>The kind of history event that records it.</summary>
    public abstract EventType Type { get; }

    /// <summary>The task's or event's name; null for timers.</summary>
    public abstract string? Name { get; }

    /// <summary>The history event that records it.</summary>
    public abstract HistoryEvent ToEvent(DateTimeOffset timestamp);
}
