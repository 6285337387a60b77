using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

public sealed class LifecycleTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Suspend_EventsArrive_ArePlayedInOrderAfterResume(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string>("Pair", async context =>
                await context.WaitForExternalEvent<string>("x") + await context.WaitForExternalEvent<string>("x")),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Pair", host.Deadline);
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);

        await host.Client.SuspendInstanceAsync(id, "hold on", host.Deadline);
        await StatusAsync(host, id, OrchestrationRuntimeStatus.Suspended);
        await host.Client.RaiseEventAsync(id, "x", "a", host.Deadline);
        await host.Client.RaiseEventAsync(id, "x", "b", host.Deadline);
        await MessagesReadAsync(host, id);
        var held = await host.Client.GetInstanceAsync(id, host.Deadline);
        await host.Client.ResumeInstanceAsync(id, "go on", host.Deadline);
        var end = await host.EndOfAsync(id);

        held!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        end.ReadOutputAs<string>().ShouldBe("ab");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Suspend_ActivityEndsMeanwhile_ItsResultWaits(EngineMode mode)
    {
        using var release = new SemaphoreSlim(0);
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Work", async context =>
                    await context.CallActivityAsync<string>("Slow") + await context.CallActivityAsync<string>("Fast"))
                .AddActivityFunc<string>("Slow", async context =>
                {
                    await release.WaitAsync(context.GetCancellationToken());
                    return "slow";
                })
                .AddActivityFunc<string>("Fast", _ => "fast"),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Work", host.Deadline);
        await host.Client.WaitForInstanceStartAsync(id, host.Deadline);
        await host.Client.SuspendInstanceAsync(id, cancellation: host.Deadline);
        await StatusAsync(host, id, OrchestrationRuntimeStatus.Suspended);

        release.Release();
        await Eventually.TrueAsync(
            async () => (await host.HistoryAsync(id)).Any(played => played.Type == EventType.TaskCompleted), host.Deadline);
        (await host.HistoryAsync(id)).Count(played => played.Type == EventType.TaskScheduled).ShouldBe(1);
        await host.Client.ResumeInstanceAsync(id, cancellation: host.Deadline);

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("slowfast");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Terminate_Recursive_EndsTheWholeTreeWithoutRunningFinally(EngineMode mode)
    {
        var finallyRan = false;
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Parent", async context =>
                {
                    try
                    {
                        await context.CallSubOrchestratorAsync("Child", 2, new TaskOptions().WithInstanceId(context.InstanceId + "-2"));
                    }
                    finally
                    {
                        finallyRan = true;
                    }

                    return 1;
                })
                .AddOrchestratorFunc<int, int>("Child", async (context, depth) => depth == 0
                    ? await context.WaitForExternalEvent<int>("never")
                    : await context.CallSubOrchestratorAsync<int>(
                        "Child", depth - 1, new TaskOptions().WithInstanceId($"{context.Parent!.InstanceId}-{depth - 1}"))),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", new StartOrchestrationOptions(Hub), host.Deadline);
        await Eventually.TrueAsync(
            async () => await host.Client.GetInstanceAsync($"{id}-2-0", host.Deadline) is { IsRunning: true }, host.Deadline);

        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough", Recursive: true), host.Deadline);
        var ends = await Task.WhenAll(new[] { id, $"{id}-2", $"{id}-1", $"{id}-2-0" }.Select(host.EndOfAsync));

        ends.ShouldAllBe(end => end.RuntimeStatus == OrchestrationRuntimeStatus.Terminated);
        ends[0].ReadOutputAs<string>().ShouldBe("enough");
        finallyRan.ShouldBeFalse();
    }

    [Fact]
    public async Task Terminate_PendingInstance_NeverRunsIt()
    {
        var ran = false;
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Later", _ =>
        {
            ran = true;
            return 1;
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddHours(1)), host.Deadline);

        await host.Client.TerminateInstanceAsync(id, host.Deadline);
        var end = await host.EndOfAsync(id);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task Terminate_SuspendedInstance_EndsIt()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);
        await host.Client.SuspendInstanceAsync(id, cancellation: host.Deadline);
        await StatusAsync(host, id, OrchestrationRuntimeStatus.Suspended);

        await host.Client.TerminateInstanceAsync(id, host.Deadline);

        (await host.EndOfAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public async Task Terminate_AgainstCompletion_EndsEachInstanceOnceEitherWay()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Short", async context => await context.CallActivityAsync<int>("One"))
            .AddActivityFunc<int>("One", _ => 1));
        var ids = await Task.WhenAll(Enumerable.Range(0, 60)
            .Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Short", host.Deadline)));

        await Task.WhenAll(ids.Select(id => host.Client.TerminateInstanceAsync(id, "stopped", host.Deadline)));
        var ends = await Task.WhenAll(ids.Select(host.EndOfAsync));

        ends.ShouldAllBe(end => end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? end.SerializedOutput == "1"
            : end.RuntimeStatus == OrchestrationRuntimeStatus.Terminated && end.SerializedOutput == "\"stopped\"");
        await Eventually.TrueAsync(async () => (await host.RowsAsync()).Ready == 0, host.Deadline);
    }

    [Fact]
    public async Task SetCustomStatus_SeveralInOneTurn_ShowsTheLastAndNullClearsIt()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int>("Talk", async context =>
        {
            context.SetCustomStatus("one");
            context.SetCustomStatus(new { Step = 2 });
            await context.WaitForExternalEvent<int>("next");
            context.SetCustomStatus(null);
            return await context.WaitForExternalEvent<int>("next");
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Talk", host.Deadline);

        await Eventually.TrueAsync(async () => await CustomStatusAsync(host, id) == "{\"Step\":2}", host.Deadline);
        await host.Client.RaiseEventAsync(id, "next", 1, host.Deadline);
        await Eventually.TrueAsync(async () => await CustomStatusAsync(host, id) is null, host.Deadline);
    }

    private static async Task<string?> CustomStatusAsync(EngineHost host, string id) =>
        (await host.Client.GetInstanceAsync(id, true, host.Deadline))!.SerializedCustomStatus;

    private static Task StatusAsync(EngineHost host, string id, OrchestrationRuntimeStatus status) => Eventually.TrueAsync(
        async () => (await host.Client.GetInstanceAsync(id, host.Deadline))!.RuntimeStatus == status, host.Deadline);

    private static Task MessagesReadAsync(EngineHost host, string id) =>
        Eventually.TrueAsync(async () => (await host.RowsAsync(id)).Messages == 0, host.Deadline);
}
