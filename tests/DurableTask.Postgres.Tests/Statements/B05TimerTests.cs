using System.Globalization;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.5: durable timers.</summary>
public sealed class B05TimerTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(58)]
    public async Task CreateTimer_TimesOfAllKinds_MeanTheSameMoment(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Kinds", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var due = context.CurrentUtcDateTime.AddDays(1);
            _ = context.CreateTimer(due, cancel.Token);
            _ = context.CreateTimer(due.ToLocalTime(), cancel.Token);
            _ = context.CreateTimer(DateTime.SpecifyKind(due, DateTimeKind.Unspecified), cancel.Token);
            await context.WaitForExternalEvent<int>("end");
            cancel.Cancel();
            return 1;
        }));
        var id = await trial.StartedAsync("Kinds");

        var history = await trial.HistoryAsync(id);
        await trial.RaiseAsync(id, "end", 0);
        await trial.EndOfAsync(id);

        var due = history[0].Timestamp.AddDays(1);
        history.Where(past => past.Type == EventType.TimerCreated).Select(Due).ShouldBe([due, due, due]);
    }

    [Theory]
    [EveryMode]
    [Statement(59)]
    public async Task CreateTimer_InThePastOrNow_IsRecordedAndFiresInALaterTurn(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Past", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            return "fired";
        }));

        var end = await trial.RunAsync("Past");

        end.ReadOutputAs<string>().ShouldBe("fired");
        (await trial.HistoryAsync(end.InstanceId)).Select(past => past.Type).ShouldBe(
        [
            EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TimerCreated,
            EventType.OrchestratorStarted, EventType.TimerFired, EventType.TimerCreated,
            EventType.OrchestratorStarted, EventType.TimerFired, EventType.ExecutionCompleted,
        ]);
    }

    [Theory]
    [EveryMode]
    [Statement(60)]
    public async Task CreateTimer_OfManyDays_IsOneTimer(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc(
            "Week", context => context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None)));

        var id = await trial.StartedAsync("Week");

        var history = await trial.HistoryAsync(id);
        var timer = history.Single(past => past.Type == EventType.TimerCreated);
        timer.TaskId.ShouldBe(0);
        Due(timer).ShouldBe(history[0].Timestamp.AddDays(7));
        (await trial.TimersAsync(id)).ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(61)]
    public async Task TimerFired_HasTheDueTimeAndNumberAndIsNotEarly(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<bool>("Sleep", async context =>
            {
                await context.CallActivityAsync("Nothing");
                var due = context.CurrentUtcDateTime.AddMilliseconds(60);
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime >= due;
            })
            .AddActivityFunc<int>("Nothing", _ => 0));

        var end = await trial.RunAsync("Sleep");

        end.ReadOutputAs<bool>().ShouldBeTrue();
        var history = await trial.HistoryAsync(end.InstanceId);
        var created = history.Single(past => past.Type == EventType.TimerCreated);
        var fired = history.Single(past => past.Type == EventType.TimerFired);
        fired.TaskId.ShouldBe(1);
        fired.Timestamp.ShouldBe(Due(created));
        history.Last(past => past.Type == EventType.OrchestratorStarted).Timestamp.ShouldBeGreaterThanOrEqualTo(fired.Timestamp);
    }

    [Theory]
    [EveryMode]
    [Statement(62)]
    public async Task CreateTimer_Cancelled_ThrowsAndLeavesOnlyItsCreation(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Cancel", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var inThisTurn = context.CreateTimer(TimeSpan.FromMilliseconds(1), cancel.Token);
            cancel.Cancel();
            using var later = new CancellationTokenSource();
            var inTheNext = context.CreateTimer(TimeSpan.FromDays(30), later.Token);
            await context.WaitForExternalEvent<int>("go");
            later.Cancel();
            return $"{await StoryAsync(inThisTurn)}, {await StoryAsync(inTheNext)}";
        }));
        var id = await trial.StartedAsync("Cancel");
        await trial.RaiseAsync(id, "go", 0);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("cancelled, cancelled");
        var history = await trial.HistoryAsync(id);
        history.Count(past => past.Type == EventType.TimerCreated).ShouldBe(2);
        history.ShouldNotContain(past => past.Type == EventType.TimerFired);
    }

    [Theory]
    [EveryMode]
    [Statement(62)]
    public async Task CreateTimer_CancelledWhileItFires_IgnoresTheLateFiring(EngineMode mode)
    {
        using var gate = new TurnGate();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Cancel", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(400), cancel.Token);
                await context.WaitForExternalEvent<int>("hold");
                gate.Pass();
                cancel.Cancel();
                var story = await StoryAsync(timer);
                return $"{story}, {await context.WaitForExternalEvent<string>("end")}";
            })
            .AddOrchestratorFunc("Sleep", context => context.CreateTimer(TimeSpan.FromMilliseconds(500), CancellationToken.None)));
        var id = await trial.StartedAsync("Cancel");
        await trial.RaiseAsync(id, "hold", 0);
        await gate.EnteredAsync(trial.Deadline);

        await trial.RunAsync("Sleep");
        gate.Open();
        await trial.RaiseAsync(id, "end", "ended");

        // Only on a machine so slow that the timer fired before the gate was reached it was not cancelled.
        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBeOneOf("cancelled, ended", "fired, ended");
        trial.Logs.ShouldNotContain(line => line.Contains($"Instance {id}", StringComparison.Ordinal) && line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [EveryMode]
    [Statement(63, 92)]
    public async Task Timers_OfATerminatedInstance_AreDeletedWithIt(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc(
            "Week", context => context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None)));
        var id = await trial.StartedAsync("Week");
        var before = await trial.TimersAsync(id);

        await trial.Client.TerminateInstanceAsync(id, trial.Deadline);
        await trial.EndOfAsync(id);

        before.ShouldBe(1);
        (await trial.TimersAsync(id)).ShouldBe(0);
    }

    private static DateTimeOffset Due(HistoryEvent created) =>
        DateTimeOffset.Parse(created.Detail!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task<string> StoryAsync(Task timer)
    {
        try
        {
            await timer;
            return "fired";
        }
        catch (TaskCanceledException)
        {
            return "cancelled";
        }
    }
}
