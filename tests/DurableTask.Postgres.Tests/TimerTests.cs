using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

public sealed class TimerTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CreateTimer_Delay_NeverFiresBeforeItsTimeOnTheOrchestrationsClock(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<bool>("Sleep", async context =>
            {
                var due = context.CurrentUtcDateTime.AddMilliseconds(70);
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime >= due && context.CurrentUtcDateTime.Kind == DateTimeKind.Utc;
            }),
            mode);

        (await host.RunAsync("Sleep")).ReadOutputAs<bool>().ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CreateTimer_InThePast_FiresInALaterTurn(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Past", async context =>
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
                return "fired";
            }),
            mode);

        (await host.RunAsync("Past")).ReadOutputAs<string>().ShouldBe("fired");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CreateTimer_Cancelled_ThrowsAndDoesNotHoldCompletionBack(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Cancel", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(30), cancel.Token);
                cancel.Cancel();
                try
                {
                    await timer;
                    return "fired";
                }
                catch (TaskCanceledException)
                {
                    return "cancelled";
                }
            }),
            mode);

        (await host.RunAsync("Cancel")).ReadOutputAs<string>().ShouldBe("cancelled");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task WhenAny_ActivityAgainstTimer_FirstInHistoryWins(EngineMode mode)
    {
        using var release = new SemaphoreSlim(0);
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Race", async context =>
                {
                    var slow = context.CallActivityAsync<string>("Slow");
                    var timer = context.CreateTimer(TimeSpan.FromMilliseconds(30), CancellationToken.None);
                    var first = await Task.WhenAny(slow, timer);
                    await context.CallActivityAsync("Release");
                    return (first == timer ? "timer" : "activity") + " then " + await slow;
                })
                .AddActivityFunc<string>("Slow", async context =>
                {
                    await release.WaitAsync(context.GetCancellationToken());
                    return "activity";
                })
                .AddActivityFunc<int>("Release", _ => release.Release()),
            mode);

        (await host.RunAsync("Race")).ReadOutputAs<string>().ShouldBe("timer then activity");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_ReturnsWithAnOpenTimer_StaysRunningAndSaysWhy(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Early", context =>
            {
                _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return 1;
            }),
            mode);

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Early", host.Deadline);
        await Eventually.TrueAsync(() => host.Logs.Lines.Any(line => line.Contains("timer (#0)", StringComparison.Ordinal)), host.Deadline);

        (await host.Client.WaitForInstanceStartAsync(id, host.Deadline)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Schedule_StartInTheFuture_IsPendingUntilThenAndKeepsEarlyEvents(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>(
                "Later", context => context.WaitForExternalEvent<string>("early")),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddMilliseconds(600)), host.Deadline);

        await host.Client.RaiseEventAsync(id, "early", "bird", host.Deadline);
        var before = await host.Client.GetInstanceAsync(id, host.Deadline);
        var end = await host.EndOfAsync(id);

        before!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        end.ReadOutputAs<string>().ShouldBe("bird");
        end.LastUpdatedAt.ShouldBeGreaterThan(end.CreatedAt.AddMilliseconds(500));
    }
}
