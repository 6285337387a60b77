using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.1: turns and their history.</summary>
public sealed class B01TurnTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(1, 3, 111)]
    public async Task Turn_SeveralMessagesWait_TakesThemAllAndRecordsThemInOrder(EngineMode mode)
    {
        using var gate = new TurnGate();
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Collect", async context =>
        {
            gate.Pass();
            return await context.WaitForExternalEvent<string>("a")
                + await context.WaitForExternalEvent<string>("b")
                + await context.WaitForExternalEvent<string>("c");
        }));
        var id = await trial.StartAsync("Collect");
        await gate.EnteredAsync(trial.Deadline);

        // These calls return although the instance cannot take a turn: what is stored counts.
        foreach (var name in new[] { "c", "b", "a" })
        {
            await trial.RaiseAsync(id, name, name);
        }

        gate.Open();
        var end = await trial.EndOfAsync(id);

        end.ReadOutputAs<string>().ShouldBe("abc");
        (await trial.HistoryAsync(id)).Select(past => $"{past.Type} {past.Name}".Trim()).ShouldBe(
        [
            "OrchestratorStarted", "ExecutionStarted",
            "OrchestratorStarted", "EventRaised c", "EventRaised b", "EventRaised a", "ExecutionCompleted Completed",
        ]);
    }

    [Theory]
    [EveryMode]
    [Statement(3, 5)]
    public async Task Actions_OfAllKinds_AreNumberedFromZeroAndAnsweredByNumber(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("All", async context =>
            {
                var activity = context.CallActivityAsync<string>("Echo", "x");
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                var child = context.CallSubOrchestratorAsync<string>("Child");
                context.SendEvent(context.InstanceId, "self", "hello");
                await Task.WhenAll(activity, timer, child, context.WaitForExternalEvent<string>("self"));
                return "done";
            })
            .AddOrchestratorFunc<string>("Child", _ => "child")
            .AddActivityFunc<string, string>("Echo", (_, value) => value));

        var end = await trial.RunAsync("All");
        var history = await trial.HistoryAsync(end.InstanceId);

        history.Take(6).Select(past => (past.Type, past.TaskId)).ShouldBe(
        [
            (EventType.OrchestratorStarted, -1), (EventType.ExecutionStarted, -1),
            (EventType.TaskScheduled, 0), (EventType.TimerCreated, 1), (EventType.SubOrchestrationCreated, 2), (EventType.EventSent, 3),
        ]);
        TaskOf(EventType.TaskCompleted).ShouldBe(0);
        TaskOf(EventType.TimerFired).ShouldBe(1);
        TaskOf(EventType.SubOrchestrationCompleted).ShouldBe(2);
        history[^1].Type.ShouldBe(EventType.ExecutionCompleted);
        history[^1].TaskId.ShouldBe(4);

        int TaskOf(EventType type) => history.Single(past => past.Type == type).TaskId;
    }

    [Theory]
    [EveryMode]
    [Statement(4)]
    public async Task Turn_ResultArrivesAfterAnEvent_IsPlayedBeforeIt(EngineMode mode)
    {
        using var gate = new TurnGate();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                var child = context.CallSubOrchestratorAsync("Child", new TaskOptions().WithInstanceId(context.InstanceId + "-child"));
                var late = context.WaitForExternalEvent<int>("event");
                await context.WaitForExternalEvent<int>("hold");
                gate.Pass();
                return await Task.WhenAny(child, late) == child ? "result" : "event";
            })
            .AddOrchestratorFunc<int>("Child", context => context.WaitForExternalEvent<int>("finish")));
        var id = await trial.StartedAsync("Parent");
        await trial.Client.WaitForInstanceStartAsync(id + "-child", trial.Deadline);
        await trial.RaiseAsync(id, "hold", 0);
        await gate.EnteredAsync(trial.Deadline);

        await trial.RaiseAsync(id, "event", 0);
        await trial.RaiseAsync(id + "-child", "finish", 0);
        await trial.EndOfAsync(id + "-child");
        gate.Open();

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("result");
        (await trial.HistoryAsync(id)).Select(past => past.Type).SkipWhile(type => type != EventType.SubOrchestrationCompleted).Take(2)
            .ShouldBe([EventType.SubOrchestrationCompleted, EventType.EventRaised]);
    }

    [Theory]
    [EveryMode]
    [Statement(4, 49)]
    public async Task Turn_EventArrivesBeforeTheStart_IsPlayedAfterIt(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>(
            "Later", context => context.WaitForExternalEvent<string>("early")));

        var id = await trial.PendingAsync("Later", pending => trial.RaiseAsync(pending, "early", "bird"));

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("bird");
        (await trial.HistoryAsync(id)).Take(3).Select(past => past.Type)
            .ShouldBe([EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.EventRaised]);
    }

    [Theory]
    [EveryMode]
    [Statement(6)]
    public async Task CurrentUtcDateTime_IsTheTimeOfTheTurnAndStandsStill(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<DateTime[]>("Clock", async context =>
        {
            var first = context.CurrentUtcDateTime;
            var again = context.CurrentUtcDateTime;
            await context.WaitForExternalEvent<int>("go");
            return [first, again, context.CurrentUtcDateTime];
        }));
        var id = await trial.StartedAsync("Clock");
        await trial.RaiseAsync(id, "go", 0);

        var seen = (await trial.EndOfAsync(id)).ReadOutputAs<DateTime[]>()!;

        var turns = (await trial.HistoryAsync(id)).Where(past => past.Type == EventType.OrchestratorStarted)
            .Select(past => past.Timestamp.UtcDateTime).ToArray();
        seen.ShouldBe([turns[0], turns[0], turns[1]]);
        seen.ShouldAllBe(time => time.Kind == DateTimeKind.Utc);
    }

    [Theory]
    [EveryMode]
    [Statement(7, 64)]
    public async Task Events_OfOneTurn_ArePlayedOneAtATimeOnOneThread(EngineMode mode)
    {
        using var gate = new TurnGate();
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Order", async context =>
        {
            var story = new List<string>();
            var threads = new HashSet<int>();
            gate.Pass();
            var winner = await Task.WhenAny(FollowAsync("x"), FollowAsync("y"));
            story.Add("won by " + await winner);
            await context.WaitForExternalEvent<int>("end");
            return string.Join(", ", story) + $" on {threads.Count}";

            async Task<string> FollowAsync(string name)
            {
                await context.WaitForExternalEvent<int>(name);
                story.Add(name);
                threads.Add(Environment.CurrentManagedThreadId);
                return name;
            }
        }));
        var id = await trial.StartAsync("Order");
        await gate.EnteredAsync(trial.Deadline);

        await trial.RaiseAsync(id, "y", 0);
        await trial.RaiseAsync(id, "x", 0);
        gate.Open();
        await trial.HappenedAsync(id, EventType.EventRaised, 2);
        await trial.RaiseAsync(id, "end", 0);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("y, won by y, x on 1");
    }

    [Theory]
    [EveryMode]
    [Statement(17)]
    public async Task Return_WithAnUnawaitedActivity_EndsOnlyAfterItsResult(EngineMode mode)
    {
        using var release = new SemaphoreSlim(0);
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Early", context =>
            {
                _ = context.CallActivityAsync("Slow");
                _ = context.WaitForExternalEvent<int>("never");
                return 5;
            })
            .AddActivityFunc("Slow", async context => await release.WaitAsync(context.GetCancellationToken())));
        var id = await trial.StartedAsync("Early");

        await trial.UntilAsync(() => trial.Logs.Any(line => line.Contains("open tasks: Slow (#0)", StringComparison.Ordinal)));
        var before = await trial.GetAsync(id);
        release.Release();
        var end = await trial.EndOfAsync(id);

        before.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        end.ReadOutputAs<int>().ShouldBe(5);
        (await trial.HistoryAsync(id)).ShouldContain(past => past.Type == EventType.TaskCompleted);
    }

    [Theory]
    [EveryMode]
    [Statement(17, 18)]
    public async Task End_WithAnOpenTimer_WaitsForItAndTheLogNamesIt(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Returns", context =>
            {
                _ = context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
                return 1;
            })
            .AddOrchestratorFunc<int>("Throws", new Func<TaskOrchestrationContext, int>(context =>
            {
                _ = context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
                throw new TimeoutException("not yet");
            }))
            .AddOrchestratorFunc<int>("StartsOver", context =>
            {
                _ = context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
                context.ContinueAsNew();
                return 1;
            }));

        foreach (var name in new[] { "Returns", "Throws", "StartsOver" })
        {
            var id = await trial.StartAsync(name);
            await trial.UntilAsync(() => trial.Logs.Any(line =>
                line.StartsWith("Warning", StringComparison.Ordinal)
                && line.Contains(id, StringComparison.Ordinal)
                && line.Contains("open tasks: timer (#0)", StringComparison.Ordinal)));
            (await trial.Client.WaitForInstanceStartAsync(id, trial.Deadline)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
            (await trial.HistoryAsync(id)).Count(past => past.Type == EventType.ExecutionStarted).ShouldBe(1);
        }
    }

    [Theory]
    [EveryMode]
    [Statement(19, 91)]
    public async Task Message_ForACompletedInstance_ChangesNothing(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Done", _ => 7));
        var end = await trial.RunAsync("Done");
        var before = await trial.HistoryAsync(end.InstanceId);

        await trial.RaiseAsync(end.InstanceId, "late", 1);
        await trial.Client.SuspendInstanceAsync(end.InstanceId, "late", trial.Deadline);
        await trial.Client.ResumeInstanceAsync(end.InstanceId, "late", trial.Deadline);
        await trial.Client.TerminateInstanceAsync(end.InstanceId, "late", trial.Deadline);
        await trial.RunAsync("Done");

        var after = await trial.GetAsync(end.InstanceId);
        after.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        after.SerializedOutput.ShouldBe("7");
        after.LastUpdatedAt.ShouldBe(end.LastUpdatedAt);
        (await trial.HistoryAsync(end.InstanceId)).ShouldBe(before);
    }

    [Theory]
    [EveryMode]
    [Statement(21, 49, 91)]
    public async Task Message_ForAnInstanceThatDoesNotExist_IsNotSeenByALaterOneOfTheSameId(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>(
            "Wait", context => context.WaitForExternalEvent<string>("x")));
        var id = Guid.NewGuid().ToString();

        await trial.RaiseAsync(id, "x", "too early");
        await trial.Client.SuspendInstanceAsync(id, cancellation: trial.Deadline);
        await trial.Client.TerminateInstanceAsync(id, trial.Deadline);
        await trial.StartedAsync("Wait", null, new StartOrchestrationOptions(id));
        await trial.RaiseAsync(id, "x", "in time");

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("in time");
    }

    [Theory]
    [EveryMode]
    [Statement(22, 82)]
    public async Task Timer_OfAnEarlierExecution_IsDroppedWhileEventsAreNot(EngineMode mode)
    {
        using var gate = new TurnGate();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int, string>("Twice", async (context, round) =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(round == 0 ? 400 : 3_600_000), cancel.Token);
                var go = context.WaitForExternalEvent<string>("go");
                if (round == 0)
                {
                    await context.WaitForExternalEvent<int>("hold");
                    gate.Pass();
                    cancel.Cancel();
                    context.ContinueAsNew(1);
                    return string.Empty;
                }

                var first = await Task.WhenAny(timer, go);
                cancel.Cancel();
                return first == timer ? "timer" : await go;
            })
            .AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromMilliseconds(500), CancellationToken.None)));
        var id = await trial.StartedAsync("Twice", 0);
        await trial.RaiseAsync(id, "hold", 0);
        await gate.EnteredAsync(trial.Deadline);

        // When a later timer has fired, this one has too: its message waits behind the turn at the gate.
        await trial.RunAsync("Sleep");
        gate.Open();
        await trial.RaiseAsync(id, "go", "event");

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("event");
    }
}
