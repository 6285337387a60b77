namespace DurableTask.Core.History;

/// <summary>Kinds of history events.</summary>
public enum EventType
{
    /// <summary>The orchestration was started.</summary>
    ExecutionStarted,

    /// <summary>It ended, well or with a failure.</summary>
    ExecutionCompleted,

    /// <summary>Never used; the number is part of the contract.</summary>
    ExecutionFailed,

    /// <summary>It was terminated.</summary>
    ExecutionTerminated,

    /// <summary>An activity was asked for.</summary>
    TaskScheduled,

    /// <summary>An activity ended well.</summary>
    TaskCompleted,

    /// <summary>An activity failed.</summary>
    TaskFailed,

    /// <summary>A sub-orchestration was asked for.</summary>
    SubOrchestrationInstanceCreated,

    /// <summary>A sub-orchestration ended well.</summary>
    SubOrchestrationInstanceCompleted,

    /// <summary>A sub-orchestration failed.</summary>
    SubOrchestrationInstanceFailed,

    /// <summary>A timer was set.</summary>
    TimerCreated,

    /// <summary>A timer fired.</summary>
    TimerFired,

    /// <summary>A turn began.</summary>
    OrchestratorStarted,

    /// <summary>A turn ended.</summary>
    OrchestratorCompleted,

    /// <summary>An event was sent to an instance.</summary>
    EventSent,

    /// <summary>An event came.</summary>
    EventRaised,

    /// <summary>The orchestration began again with another input.</summary>
    ContinueAsNew,

    /// <summary>Something that only a store understands.</summary>
    GenericEvent,

    /// <summary>A snapshot.</summary>
    HistoryState,

    /// <summary>It was suspended.</summary>
    ExecutionSuspended,

    /// <summary>It was resumed.</summary>
    ExecutionResumed,

    /// <summary>It was set back behind a failure.</summary>
    ExecutionRewound,
}
