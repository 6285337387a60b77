using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.4: waits that end without an event.</summary>
public sealed class B04WaitTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(50, 53)]
    public async Task Wait_ThatTimedOut_IsCancelledAndTakesNoLaterEvent(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Patient", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("go", TimeSpan.FromMilliseconds(20));
            }
            catch (TaskCanceledException)
            {
                context.SetCustomStatus("timed out");
                await context.WaitForExternalEvent<int>("proceed");
                return await context.WaitForExternalEvent<string>("go") + " once";
            }
        }));
        var id = await trial.StartAsync("Patient");
        await trial.SaidAsync(id, "timed out");

        await trial.RaiseAsync(id, "go", "came");
        await trial.RaiseAsync(id, "proceed", 0);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("came once");
    }

    [Theory]
    [EveryMode]
    [Statement(53, 63)]
    public async Task Wait_EventWinsOverTheTimeout_TakesOneNumberAndLeavesNoTimer(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Quick", async context =>
            {
                var received = await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(3));
                await context.CallActivityAsync("Nothing");
                return received;
            })
            .AddActivityFunc<int>("Nothing", _ => 0));
        var id = await trial.StartedAsync("Quick");

        await trial.RaiseAsync(id, "go", "now");

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("now");
        var history = await trial.HistoryAsync(id);
        history.Single(past => past.Type == EventType.TimerCreated).TaskId.ShouldBe(0);
        history.Single(past => past.Type == EventType.TaskScheduled).TaskId.ShouldBe(1);
        (await trial.TimersAsync(id)).ShouldBe(0);
    }

    [Theory]
    [EveryMode]
    [Statement(53)]
    public async Task Wait_EventWasThereBefore_TakesItAtOnce(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Late", async context =>
        {
            await context.WaitForExternalEvent<int>("begin");
            return await context.WaitForExternalEvent<string>("go", TimeSpan.FromDays(3));
        }));
        var id = await trial.StartAsync("Late");

        await trial.RaiseAsync(id, "go", "early");
        await trial.RaiseAsync(id, "begin", 0);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("early");
    }

    [Theory]
    [EveryMode]
    [Statement(50, 54)]
    public async Task Wait_CancelledByTheCode_EndsTheSameAtEachReplay(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Choose", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var plain = context.WaitForExternalEvent<string>("x", cancel.Token);
            var timed = context.WaitForExternalEvent<string>("y", TimeSpan.FromDays(3), cancel.Token);
            await context.WaitForExternalEvent<int>("stop");
            cancel.Cancel();
            var story = $"{await EndOfAsync(plain)}, {await EndOfAsync(timed)}";
            return $"{story}, {await context.WaitForExternalEvent<string>("x")}{await context.WaitForExternalEvent<string>("y")}";
        }));
        var id = await trial.StartedAsync("Choose");

        await trial.RaiseAsync(id, "stop", 0);
        await trial.HappenedAsync(id, EventType.EventRaised);
        await trial.RaiseAsync(id, "x", "a");
        await trial.HappenedAsync(id, EventType.EventRaised, 2);
        await trial.RaiseAsync(id, "y", "b");

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("cancelled, cancelled, ab");

        static async Task<string> EndOfAsync(Task<string> wait)
        {
            try
            {
                return await wait;
            }
            catch (TaskCanceledException)
            {
                return "cancelled";
            }
        }
    }

    [Theory]
    [EveryMode]
    [Statement(55)]
    public async Task Wait_WithAnInfiniteTimeout_HasNoTimer(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>(
            "ForEver", context => context.WaitForExternalEvent<string>("go", Timeout.InfiniteTimeSpan)));
        var id = await trial.StartedAsync("ForEver");
        await trial.SettledAsync();
        var waiting = await trial.GetAsync(id);

        await trial.RaiseAsync(id, "go", "at last");

        waiting.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("at last");
        (await trial.HistoryAsync(id)).ShouldNotContain(past => past.Type == EventType.TimerCreated);
    }
}
