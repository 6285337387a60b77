namespace DurableTask.Postgres.Replay;

/// <summary>Kinds of messages and history events; the numbers are stored (docs/protocol/durable-task.md §1).</summary>
internal enum EventType : short
{
    ExecutionStarted = 0,
    ExecutionCompleted = 1,
    ExecutionFailed = 2,
    ExecutionTerminated = 3,
    TaskScheduled = 4,
    TaskCompleted = 5,
    TaskFailed = 6,
    SubOrchestrationCreated = 7,
    SubOrchestrationCompleted = 8,
    SubOrchestrationFailed = 9,
    TimerCreated = 10,
    TimerFired = 11,
    OrchestratorStarted = 12,
    EventSent = 14,
    EventRaised = 15,
    ContinuedAsNew = 16,
    ExecutionSuspended = 19,
    ExecutionResumed = 20,
}
