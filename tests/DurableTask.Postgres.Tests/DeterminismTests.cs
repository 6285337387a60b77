using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

public sealed class DeterminismTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Replay_CodeHasChanged_FailsWithBothVersionsOfTheStory(EngineMode mode)
    {
        var activity = "Before";
        void AddTasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<int>("Changing", async context =>
            {
                await context.CallActivityAsync(activity);
                return await context.WaitForExternalEvent<int>("x");
            })
            .AddActivityFunc<int>("Before", _ => 1)
            .AddActivityFunc<int>("After", _ => 1);
        await using var host = await StartAsync(AddTasks, mode.Replayed);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Changing", host.Deadline);
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);

        activity = "After";
        await host.Client.RaiseEventAsync(id, "x", 1, host.Deadline);
        var end = await host.EndOfAsync(id);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldEndWith("NonDeterministicOrchestrationException");
        end.FailureDetails.ErrorMessage.ShouldContain("TaskScheduled 'Before' as action 0");
        end.FailureDetails.ErrorMessage.ShouldContain("TaskScheduled 'After'");

        ReplaysAlike = false;
        if (mode.InMemory)
        {
            return;
        }

        // The check that follows every test on PostgreSQL sees it too.
        await Assert.ThrowsAsync<ShouldAssertException>(() =>
            HistoryReplay.CheckAsync(Postgres.Replays, Postgres.ConnectionString, Hub, AddTasks, null));
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task NewGuidAndClock_InReplay_AreTheSame(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<bool>("Same", async context =>
                {
                    var id = context.NewGuid();
                    var other = context.NewGuid();
                    var now = context.CurrentUtcDateTime;
                    var echoed = await context.CallActivityAsync<Noted>("Echo", new Noted(id, other, now));
                    await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                    return echoed == new Noted(id, other, now) && id != other && context.CurrentUtcDateTime > now;
                })
                .AddActivityFunc<Noted, Noted>("Echo", (_, noted) => noted),
            mode);

        (await host.RunAsync("Same")).ReadOutputAs<bool>().ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task ReplaySafeLogger_EachLine_IsWrittenOnce(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Log", async context =>
                {
                    var logger = context.CreateReplaySafeLogger("Story");
                    for (var step = 0; step < 4; step++)
                    {
                        StoryLog.Step(logger, step);
                        await context.CallActivityAsync("Nothing");
                    }

                    return 0;
                })
                .AddActivityFunc<int>("Nothing", _ => 0),
            mode);

        await host.RunAsync("Log");

        host.Logs.Lines.Where(line => line.Contains("Story", StringComparison.Ordinal)).Select(line => line[^1])
            .ShouldBe(['0', '1', '2', '3']);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_AwaitsForeignTask_FailsWithAdviceInsteadOfHanging(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Escape", async _ =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
                return 1;
            }),
            mode);

        var end = await host.RunAsync("Escape");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldContain("Move such work into an activity");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_UnwrapsItsContextFromAnotherThread_Fails(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Threads", async context =>
                {
                    await context.CallActivityAsync("Nothing").ConfigureAwait(false);
                    return await context.CallActivityAsync<int>("Nothing");
                })
                .AddActivityFunc<int>("Nothing", _ => 0),
            mode);

        var end = await host.RunAsync("Threads");

        end.FailureDetails!.ErrorMessage.ShouldContain("ConfigureAwait(false)");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallActivity_OptionsPassedAsInput_IsCaught(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>(
                "Mistake", context => context.CallActivityAsync<int>("Any", (object)new TaskOptions())),
            mode);

        (await host.RunAsync("Mistake")).FailureDetails!.ErrorType.ShouldBe("System.ArgumentException");
    }

    private sealed record Noted(Guid First, Guid Second, DateTime Now);
}
