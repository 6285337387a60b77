using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Faults;

/// <summary>Something happens to an instance while the step that ends it is being stored.</summary>
public sealed class EndRaceTests(PostgresFixture postgres) : EngineTests(postgres)
{
    /// <summary>A batch would hold the parent's step at the child's gate.</summary>
    public static TheoryData<EngineMode> Unbatched => [new(1000, 1), new(0, 1)];

    [Theory]
    [MemberData(nameof(EngineMode.Postgres), MemberType = typeof(EngineMode))]
    public async Task Terminate_WhileTheCompletionIsBeingStored_TheCompletionStands(EngineMode mode)
    {
        var gate = new Gate();
        await using var host = await StartAsync(mode, Hub, gate);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Short", new StartOrchestrationOptions(Hub), host.Deadline);
        await gate.ReachedAsync(host.Deadline);

        await host.Client.TerminateInstanceAsync(Hub, "too late", host.Deadline);
        gate.Open();
        var end = await host.EndOfAsync(Hub);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        end.ReadOutputAs<string>().ShouldBe("done");
        await NothingIsLeftAsync(host);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Postgres), MemberType = typeof(EngineMode))]
    public async Task Terminate_WhenTheCompletionCouldNotBeStored_EndsItOnceEitherWay(EngineMode mode)
    {
        var gate = new Gate();
        var isFirst = true;
        var faults = new StoreFaults
        {
            Before = async call =>
            {
                if (call.Commits(Hub) && isFirst)
                {
                    isFirst = false;
                    await gate.PassAsync();
                    throw StoreFaults.Broken();
                }
            },
        };
        await using var host = await StartAsync(AddTasks, mode, services: services => FaultyStore.Use(services, faults));
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Short", new StartOrchestrationOptions(Hub), host.Deadline);
        await gate.ReachedAsync(host.Deadline);

        await host.Client.TerminateInstanceAsync(Hub, "stopped", host.Deadline);
        gate.Open();
        var end = await host.EndOfAsync(Hub);

        end.ReadOutputAs<string>().ShouldBe(end.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? "done" : "stopped");
        await NothingIsLeftAsync(host);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Postgres), MemberType = typeof(EngineMode))]
    public async Task Schedule_ReplacingWhileATurnIsBeingStored_TheOldTurnComesToNothing(EngineMode mode)
    {
        var gate = new Gate();
        await using var host = await StartAsync(mode, Hub, gate);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Busy", "old", new StartOrchestrationOptions(Hub), host.Deadline);
        await gate.ReachedAsync(host.Deadline);

        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Busy", "new", new StartOrchestrationOptions(Hub) { DedupeStatuses = [] }, host.Deadline);
        gate.Open();
        var end = await host.EndOfAsync(Hub);

        // The old turn may still be on its way to the database when the new instance has ended.
        await Eventually.TrueAsync(
            () => host.Logs.Lines.Any(line => line.Contains("Another worker has taken the instance", StringComparison.Ordinal)), host.Deadline);
        end.ReadOutputAs<string>().ShouldBe("new child of new");
        (await host.Client.GetInstanceAsync("old child of " + Hub, host.Deadline)).ShouldBeNull();
        await NothingIsLeftAsync(host);
    }

    [Theory]
    [MemberData(nameof(Unbatched))]
    public async Task Purge_ParentWhileItsChildsCompletionIsBeingStored_LeavesNoOrphans(EngineMode mode)
    {
        var gate = new Gate();
        await using var host = await StartAsync(mode, "new child of " + Hub, gate);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Busy", "new", new StartOrchestrationOptions(Hub), host.Deadline);
        await gate.ReachedAsync(host.Deadline);
        await host.Client.TerminateInstanceAsync(Hub, host.Deadline);
        await host.EndOfAsync(Hub);

        var purged = await host.Client.PurgeInstanceAsync(Hub, host.Deadline);
        gate.Open();
        var child = await host.EndOfAsync("new child of " + Hub);

        purged.PurgedInstanceCount.ShouldBe(1);
        child.ReadOutputAs<string>().ShouldBe("done");
        await NothingIsLeftAsync(host);
    }

    private static void AddTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string>("Short", _ => "done")
        .AddOrchestratorFunc<string, string>("Busy", async (context, input) =>
        {
            var work = Enumerable.Range(0, 3).Select(_ => context.CallActivityAsync<string>("Echo", input)).ToArray();
            var timer = context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            await context.CallSubOrchestratorAsync<string>("Short", new TaskOptions().WithInstanceId($"{input} child of {context.InstanceId}"));
            await timer;
            return $"{(await Task.WhenAll(work))[0]} child of {input}";
        })
        .AddActivityFunc<string, string>("Echo", (_, text) => text);

    /// <summary>The first commit of the instance waits at the gate.</summary>
    private Task<EngineHost> StartAsync(EngineMode mode, string instanceId, Gate gate)
    {
        var faults = new StoreFaults { Before = call => call.Commits(instanceId) ? gate.PassAsync() : Task.CompletedTask };
        return StartAsync(AddTasks, mode, services: services => FaultyStore.Use(services, faults));
    }

    private async Task NothingIsLeftAsync(EngineHost host)
    {
        await StoredSteps.EmptyQueuesAsync(Postgres.ConnectionString, Hub, host.Deadline);
        await StoredSteps.ShouldCountOnceAsync(Postgres.ConnectionString, Hub);
    }
}
