using System.Collections.Concurrent;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.9: suspending and resuming.</summary>
public sealed class B09SuspendTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(86, 87, 89)]
    public async Task Suspend_EventsArrive_ArePlayedInOrderAfterTheResume(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Pair", async context =>
        {
            context.SetCustomStatus("mine");
            return await context.WaitForExternalEvent<string>("x") + await context.WaitForExternalEvent<string>("x");
        }));
        var id = await trial.StartedAsync("Pair");

        await trial.Client.SuspendInstanceAsync(id, "hold on", trial.Deadline);
        await trial.StatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await trial.Client.SuspendInstanceAsync(id, "once more", trial.Deadline);
        await trial.RaiseAsync(id, "x", "a");
        await trial.RaiseAsync(id, "x", "b");
        await trial.HappenedAsync(id, EventType.EventRaised, 2);
        var held = await trial.GetAsync(id);
        await trial.Client.ResumeInstanceAsync(id, "go on", trial.Deadline);
        var end = await trial.EndOfAsync(id);

        held.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        held.SerializedCustomStatus.ShouldBe("\"mine\"");
        end.ReadOutputAs<string>().ShouldBe("ab");
        (await trial.HistoryAsync(id)).Where(past => past.Type is EventType.ExecutionSuspended or EventType.ExecutionResumed)
            .Select(past => past.Payload).ShouldBe(["hold on", "once more", "go on"]);
    }

    [Theory]
    [EveryMode]
    [Statement(88)]
    public async Task Suspend_ActionsOfThatVeryTurn_AreHeldUntilTheResume(EngineMode mode)
    {
        var ran = new ConcurrentQueue<int>();
        using var gate = new TurnGate();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Act", async context =>
            {
                gate.Pass();
                await context.WaitForExternalEvent<int>("go");
                return await context.CallActivityAsync<int>("Note");
            })
            .AddActivityFunc<int>("Note", _ =>
            {
                ran.Enqueue(1);
                return 4;
            }));
        var id = await trial.StartAsync("Act");
        await gate.EnteredAsync(trial.Deadline);

        await trial.RaiseAsync(id, "go", 0);
        await trial.Client.SuspendInstanceAsync(id, "now", trial.Deadline);
        gate.Open();
        await trial.StatusAsync(id, OrchestrationRuntimeStatus.Suspended);
        await trial.SettledAsync();
        var ranWhileHeld = ran.Count;
        var held = await trial.HistoryAsync(id);
        await trial.Client.ResumeInstanceAsync(id, cancellation: trial.Deadline);

        (await trial.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(4);
        ranWhileHeld.ShouldBe(0);
        held.ShouldNotContain(past => past.Type == EventType.TaskScheduled);
        ran.Count.ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(87, 90)]
    public async Task Suspend_ActivityAndTimerEndMeanwhile_TheirResultsWait(EngineMode mode)
    {
        using var release = new SemaphoreSlim(0);
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Work", async context =>
            {
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                var slow = await context.CallActivityAsync<string>("Slow");
                await timer;
                return slow + await context.CallActivityAsync<string>("Fast");
            })
            .AddActivityFunc<string>("Slow", async context =>
            {
                await release.WaitAsync(context.GetCancellationToken());
                return "slow";
            })
            .AddActivityFunc<string>("Fast", _ => "fast"));
        var id = await trial.StartedAsync("Work");
        await trial.Client.SuspendInstanceAsync(id, cancellation: trial.Deadline);
        await trial.StatusAsync(id, OrchestrationRuntimeStatus.Suspended);

        release.Release();
        await trial.HappenedAsync(id, EventType.TaskCompleted);
        await trial.HappenedAsync(id, EventType.TimerFired);
        var held = await trial.HistoryAsync(id);
        await trial.Client.ResumeInstanceAsync(id, cancellation: trial.Deadline);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("slowfast");
        held.Count(past => past.Type == EventType.TaskScheduled).ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(89)]
    public async Task Resume_OfARunningInstance_ChangesNothing(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>(
            "Wait", context => context.WaitForExternalEvent<string>("x")));
        var id = await trial.StartedAsync("Wait");

        await trial.Client.ResumeInstanceAsync(id, "no need", trial.Deadline);
        await trial.HappenedAsync(id, EventType.ExecutionResumed);
        var after = await trial.GetAsync(id);
        await trial.RaiseAsync(id, "x", "ok");

        after.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("ok");
    }

    [Theory]
    [EveryMode]
    [Statement(91, 98)]
    public async Task Requests_WithoutAnInstanceIdOrEventName_AreRefused(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, _ => { });
        var client = trial.Client;

        await Should.ThrowAsync<ArgumentException>(() => client.SuspendInstanceAsync(string.Empty, cancellation: trial.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => client.ResumeInstanceAsync(string.Empty, cancellation: trial.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => client.TerminateInstanceAsync(string.Empty, trial.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => client.RaiseEventAsync(string.Empty, "x", trial.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => client.RaiseEventAsync("id", string.Empty, trial.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => client.ScheduleNewOrchestrationInstanceAsync(
            "Any", new StartOrchestrationOptions(string.Empty), trial.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => client.ScheduleNewOrchestrationInstanceAsync(
            "Any", new StartOrchestrationOptions("a\nb"), trial.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => client.ScheduleNewOrchestrationInstanceAsync(default, trial.Deadline));
    }
}
