using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests.Queries;

public sealed class HistoryTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task History_OfActivities_TellsWhatWasAskedAndAnswered()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Work", async (context, input) =>
            {
                var sum = await context.CallActivityAsync<int>("Add", input, new TaskOptions(null, new Dictionary<string, string> { ["k"] = "v" }));
                try
                {
                    await context.CallActivityAsync("Fail");
                }
                catch (TaskFailedException)
                {
                    return $"sum {sum}";
                }

                return "no failure";
            })
            .AddActivityFunc<int, int>("Add", (_, value) => Task.FromResult(value + 1))
            .AddActivityFunc("Fail", new Action<TaskActivityContext>(_ => throw new IOException("broken"))));
        var start = new StartOrchestrationOptions(Hub) { Tags = new Dictionary<string, string> { ["app"] = "shop" } };
        await host.RunAsync("Work", 1, start);

        var events = await host.Client.GetOrchestrationHistoryAsync(Hub, host.Deadline);

        Kinds(events).ShouldBe(
            [
                EventType.ExecutionStarted, EventType.TaskScheduled, EventType.TaskCompleted, EventType.TaskScheduled, EventType.TaskFailed,
                EventType.ExecutionCompleted,
            ]);
        var started = Single<ExecutionStartedEvent>(events);
        (started.Name, started.Input, started.Tags!["app"]).ShouldBe(("Work", "1", "shop"));
        var scheduled = events.OfType<TaskScheduledEvent>().First();
        (scheduled.Name, scheduled.Input, scheduled.EventId, scheduled.Tags!["k"]).ShouldBe(("Add", "1", 0, "v"));
        var completed = Single<TaskCompletedEvent>(events);
        (completed.TaskScheduledId, completed.Result).ShouldBe((0, "2"));
        var failed = Single<TaskFailedEvent>(events);
        (failed.TaskScheduledId, failed.Reason, failed.FailureDetails!.ErrorType).ShouldBe((1, "broken", typeof(IOException).FullName));
        var ended = Single<ExecutionCompletedEvent>(events);
        (ended.OrchestrationStatus, ended.Result, ended.FailureDetails).ShouldBe((OrchestrationStatus.Completed, "\"sum 2\"", null));
        events.ShouldAllBe(one => one.Timestamp.Kind == DateTimeKind.Utc);
    }

    [Fact]
    public async Task History_OfChildrenTimersAndEvents_NamesThem()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", async context =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                context.SendEvent(context.InstanceId, "note", 5);
                await context.WaitForExternalEvent<int>("note");
                try
                {
                    await context.CallSubOrchestratorAsync<int>("Bad", null, new TaskOptions().WithInstanceId(context.InstanceId + "-bad"));
                }
                catch (TaskFailedException)
                {
                    // The history shows it.
                }

                return await context.CallSubOrchestratorAsync<int>("Child", 7, new TaskOptions().WithInstanceId(context.InstanceId + "-child"));
            })
            .AddOrchestratorFunc<int, int>("Child", (_, value) => value)
            .AddOrchestratorFunc<int>("Bad", new Func<TaskOrchestrationContext, int>(_ => throw new IOException("bad"))));
        await host.RunAsync("Parent", null, new StartOrchestrationOptions(Hub));

        var events = await host.Client.GetOrchestrationHistoryAsync(Hub, host.Deadline);

        var timer = Single<TimerCreatedEvent>(events);
        var fired = Single<TimerFiredEvent>(events);
        (fired.TimerId, fired.FireAt).ShouldBe((timer.EventId, timer.FireAt));
        var sent = Single<EventSentEvent>(events);
        (sent.Name, sent.InstanceId, sent.Input).ShouldBe(("note", Hub, "5"));
        var raised = Single<EventRaisedEvent>(events);
        (raised.Name, raised.Input).ShouldBe(("note", "5"));
        events.OfType<SubOrchestrationInstanceCreatedEvent>().Select(child => (child.Name, child.InstanceId))
            .ShouldBe([("Bad", $"{Hub}-bad"), ("Child", $"{Hub}-child")]);
        Single<SubOrchestrationInstanceFailedEvent>(events).Reason.ShouldBe("bad");
        Single<SubOrchestrationInstanceCompletedEvent>(events).Result.ShouldBe("7");
    }

    [Fact]
    public async Task History_OfAFailedInstance_HoldsTheWholeFailure()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Work", context => context.CallActivityAsync("Missing")));
        await host.RunAsync("Work", null, new StartOrchestrationOptions(Hub));

        var ended = Single<ExecutionCompletedEvent>(await host.Client.GetOrchestrationHistoryAsync(Hub, host.Deadline));

        ended.OrchestrationStatus.ShouldBe(OrchestrationStatus.Failed);
        ended.FailureDetails!.ErrorType.ShouldBe(typeof(TaskFailedException).FullName);
        ended.FailureDetails.InnerFailure!.ErrorType.ShouldBe("ActivityTaskNotFound");
        ended.FailureDetails.InnerFailure.IsNonRetriable.ShouldBeTrue();
    }

    [Fact]
    public async Task History_OfASuspendedResumedAndTerminatedInstance_TellsWhy()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(Hub), host.Deadline);
        await host.Client.WaitForInstanceStartAsync(Hub, host.Deadline);
        await host.Client.SuspendInstanceAsync(Hub, "lunch", host.Deadline);
        await host.Client.ResumeInstanceAsync(Hub, "done", host.Deadline);
        await host.Client.TerminateInstanceAsync(Hub, "enough", host.Deadline);
        await host.EndOfAsync(Hub);

        var events = await host.Client.GetOrchestrationHistoryAsync(Hub, host.Deadline);

        Single<ExecutionSuspendedEvent>(events).Reason.ShouldBe("lunch");
        Single<ExecutionResumedEvent>(events).Reason.ShouldBe("done");
        Single<ExecutionTerminatedEvent>(events).Input.ShouldBe("\"enough\"");
    }

    [Fact]
    public async Task History_AfterContinueAsNew_IsThatOfTheCurrentExecution()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Loop", (context, value) =>
        {
            if (value < 3)
            {
                context.ContinueAsNew(value + 1);
            }

            return value;
        }));
        await host.RunAsync("Loop", 1, new StartOrchestrationOptions(Hub));

        var events = await host.Client.GetOrchestrationHistoryAsync(Hub, host.Deadline);

        Single<ExecutionStartedEvent>(events).Input.ShouldBe("3");
        Single<ExecutionCompletedEvent>(events).Result.ShouldBe("3");
    }

    [Fact]
    public async Task History_OfAnInstanceThatNobodyRan_IsEmpty()
    {
        await using var host = await StartAsync(null);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions(Hub), host.Deadline);

        (await host.Client.GetOrchestrationHistoryAsync(Hub, host.Deadline)).ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentException>(host.Client.GetOrchestrationHistoryAsync("nobody", host.Deadline));
    }

    private static T Single<T>(IEnumerable<HistoryEvent> events)
        where T : HistoryEvent => events.OfType<T>().ShouldHaveSingleItem();

    private static IEnumerable<EventType> Kinds(IEnumerable<HistoryEvent> events) =>
        events.Select(one => one.EventType).Where(type => type != EventType.OrchestratorStarted);
}
