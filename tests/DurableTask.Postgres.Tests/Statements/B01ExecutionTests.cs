using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.1: rules that no message of a sound store can show; they are the same for every store.</summary>
public sealed class B01ExecutionTests
{
    [Fact]
    [Statement(2)]
    public void EventType_Numbers_AreThoseOfTheModel()
    {
        string[] kinds =
        [
            "ExecutionStarted", "ExecutionCompleted", "ExecutionFailed", "ExecutionTerminated", "TaskScheduled", "TaskCompleted", "TaskFailed",
            "SubOrchestrationCreated", "SubOrchestrationCompleted", "SubOrchestrationFailed", "TimerCreated", "TimerFired",
            "OrchestratorStarted", "OrchestratorCompleted", "EventSent", "EventRaised", "ContinuedAsNew", "GenericEvent", "HistoryState",
            "ExecutionSuspended", "ExecutionResumed", "ExecutionRewound",
        ];

        Enum.GetValues<EventType>().ShouldAllBe(type => kinds[(int)type] == type.ToString());
    }

    [Fact]
    [Statement(15)]
    public void Take_AnswerToNoOpenTask_IsKeptInTheHistoryAndWarnedOf()
    {
        using var bench = new ExecutionBench(context => context.CallActivityAsync<int>("One"));
        bench.Take(ExecutionBench.Started);

        var turn = bench.Take(ExecutionBench.Completed(0, "1"), ExecutionBench.Completed(0, "2"), ExecutionBench.Completed(7, "3"));

        turn.Outcome.ShouldBe(new InstanceEnded(OrchestrationRuntimeStatus.Completed, "1", null));
        turn.Events.Count(kept => kept.Type == EventType.TaskCompleted).ShouldBe(3);
        bench.Logs.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)).ShouldBe(2);
        bench.Logs.Lines.ShouldContain(line => line.Contains("TaskCompleted #0", StringComparison.Ordinal));
        bench.Logs.Lines.ShouldContain(line => line.Contains("TaskCompleted #7", StringComparison.Ordinal));
    }

    [Fact]
    [Statement(20)]
    public void Take_SecondStartMessage_IsDropped()
    {
        var starts = 0;
        using var bench = new ExecutionBench(context =>
        {
            starts++;
            return context.WaitForExternalEvent<int>("x");
        });
        bench.Take(ExecutionBench.Started);

        var turn = bench.Take(ExecutionBench.Started, ExecutionBench.Raised("x", "1"));

        starts.ShouldBe(1);
        turn.Events.Select(kept => kept.Type)
            .ShouldBe([EventType.OrchestratorStarted, EventType.EventRaised, EventType.ExecutionCompleted]);
    }
}
