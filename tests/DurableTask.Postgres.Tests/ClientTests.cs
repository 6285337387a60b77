using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

public sealed class ClientTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task GetInstance_Missing_IsNull(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);

        (await host.Client.GetInstanceAsync("nobody", host.Deadline)).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task GetInstance_WithoutInputs_RefusesToReadThem(EngineMode mode)
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Echo", (_, value) => value), mode);
        var end = await host.RunAsync("Echo", 3);

        var bare = await host.Client.GetInstanceAsync(end.InstanceId, host.Deadline);

        bare!.SerializedInput.ShouldBeNull();
        Should.Throw<InvalidOperationException>(() => bare.ReadOutputAs<int>());
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task WaitForInstanceStart_Missing_Throws(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);

        var error = await Should.ThrowAsync<InvalidOperationException>(host.Client.WaitForInstanceStartAsync("nobody", host.Deadline));

        error.Message.ShouldBe("Orchestration with instanceId 'nobody' does not exist.");
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task WaitForInstanceCompletion_ClientInAnotherProcess_HearsOfIt(EngineMode mode)
    {
        await using var worker = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")),
            mode);
        await using var client = await StartAsync(null, mode, options => options.PollInterval = TimeSpan.FromMinutes(1));
        var id = await client.Client.ScheduleNewOrchestrationInstanceAsync("Wait", client.Deadline);
        await worker.Client.WaitForInstanceStartAsync(id, worker.Deadline);

        var waiting = client.EndOfAsync(id);
        await client.Client.RaiseEventAsync(id, "x", 4, client.Deadline);

        (await waiting).ReadOutputAs<int>().ShouldBe(4);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task Schedule_BadId_Throws(string id)
    {
        await using var host = await StartAsync(null);

        await Should.ThrowAsync<ArgumentException>(
            host.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions(id), host.Deadline));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Schedule_IdOfALiveInstance_IsRefused(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")),
            mode);
        var options = new StartOrchestrationOptions(Hub);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options, host.Deadline);

        var error = await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options, host.Deadline));

        error.Message.ShouldContain(Hub);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Schedule_IdOfAnEndedInstance_ReplacesIt(EngineMode mode)
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Echo", (_, value) => value), mode);
        await host.RunAsync("Echo", 1, new StartOrchestrationOptions(Hub));

        var end = await host.RunAsync("Echo", 2, new StartOrchestrationOptions(Hub));

        end.ReadOutputAs<int>().ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Schedule_DedupeOnCompleted_RefusesTheEndedId(EngineMode mode)
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Echo", (_, value) => value), mode);
        await host.RunAsync("Echo", 1, new StartOrchestrationOptions(Hub));

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo",
            2,
            new StartOrchestrationOptions(Hub).WithDedupeStatuses(OrchestrationRuntimeStatus.Completed),
            host.Deadline));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Schedule_UnknownDedupeStatus_Throws(EngineMode mode)
    {
        await using var host = await StartAsync(null, mode);

        await Should.ThrowAsync<ArgumentException>(host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Echo", new StartOrchestrationOptions(Hub) { DedupeStatuses = ["Finished"] }, host.Deadline));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Schedule_ReplacingALiveInstance_DropsWhatTheOldOneDoes(EngineMode mode)
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string, string>("Work", async (context, input) =>
                    input == "old" ? await context.CallActivityAsync<string>("Block") : await context.WaitForExternalEvent<string>("end"))
                .AddActivityFunc<string>("Block", async context =>
                {
                    entered.Release();
                    await release.WaitAsync(context.GetCancellationToken());
                    return "old result";
                }),
            mode);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Work", "old", new StartOrchestrationOptions(Hub), host.Deadline);
        await entered.WaitAsync(host.Deadline);

        await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Work", "new", new StartOrchestrationOptions(Hub) { DedupeStatuses = [] }, host.Deadline);
        release.Release();
        await host.Client.RaiseEventAsync(Hub, "end", "new result", host.Deadline);

        (await host.EndOfAsync(Hub)).ReadOutputAs<string>().ShouldBe("new result");
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task GetAllInstances_FilteredAndPaged_FindsEachMatchOnce(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Good", _ => 1)
                .AddOrchestratorFunc<int>("Bad", new Func<TaskOrchestrationContext, int>(_ => throw new IOException("bad"))),
            mode);
        for (var number = 0; number < 7; number++)
        {
            await host.RunAsync("Good", null, new StartOrchestrationOptions($"good-{number}"));
        }

        await host.RunAsync("Bad", null, new StartOrchestrationOptions("bad-0"));

        var pages = 0;
        var found = new List<string>();
        var query = new OrchestrationQuery(
            Statuses: [OrchestrationRuntimeStatus.Completed], InstanceIdPrefix: "good-", PageSize: 3, FetchInputsAndOutputs: true);
        await foreach (var page in host.Client.GetAllInstancesAsync(query).AsPages())
        {
            pages++;
            found.AddRange(page.Values.Select(instance => $"{instance.InstanceId}={instance.SerializedOutput}"));
        }

        pages.ShouldBe(3);
        found.ShouldBe(Enumerable.Range(0, 7).Select(number => $"good-{number}=1"), ignoreOrder: true);
        (await CountAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed]))).ShouldBe(1);
        (await CountAsync(host, new OrchestrationQuery(InstanceIdPrefix: "GOOD"))).ShouldBe(0);
        (await CountAsync(host, new OrchestrationQuery(CreatedFrom: TimeProvider.System.GetUtcNow().AddHours(1)))).ShouldBe(0);
        (await CountAsync(host, new OrchestrationQuery(TaskHubNames: ["another"]))).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task ListInstanceIds_Paged_ListsEndedOnesByTimeOfEnding(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Good", _ => 1)
                .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")),
            mode);
        foreach (var id in new[] { "c", "a", "b" })
        {
            await host.RunAsync("Good", null, new StartOrchestrationOptions(id));
        }

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);

        var first = await host.Client.ListInstanceIdsAsync(pageSize: 2, cancellation: host.Deadline);
        var second = await host.Client.ListInstanceIdsAsync(
            pageSize: 2, lastInstanceKey: first.ContinuationToken, cancellation: host.Deadline);

        first.Values.ShouldBe(["c", "a"]);
        second.Values.ShouldBe(["b"]);
        second.ContinuationToken.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task PurgeInstance_Ended_LeavesNothingBehind(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>(
                    "Child", new TaskOptions().WithInstanceId(context.InstanceId + "-child")))
                .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("One"))
                .AddActivityFunc<int>("One", _ => 1),
            mode);
        var end = await host.RunAsync("Parent");

        var result = await host.Client.PurgeInstanceAsync(end.InstanceId, new PurgeInstanceOptions(Recursive: true), host.Deadline);

        result.PurgedInstanceCount.ShouldBe(2);
        (await host.Client.GetInstanceAsync(end.InstanceId, host.Deadline)).ShouldBeNull();
        (await host.Client.PurgeInstanceAsync(end.InstanceId, host.Deadline)).PurgedInstanceCount.ShouldBe(0);
        (await Database.CountAsync(Postgres, "durable.history where id not in (select id from durable.instances)")).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task PurgeInstance_StillRunning_IsRefused(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);

        await Should.ThrowAsync<InvalidOperationException>(host.Client.PurgeInstanceAsync(id, host.Deadline));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task PurgeAllInstances_ByStatus_TouchesOnlyEndedOnesOfIt(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Good", _ => 1)
                .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")),
            mode);
        for (var number = 0; number < 5; number++)
        {
            await host.RunAsync("Good");
        }

        var live = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);
        await host.Client.WaitForInstanceStartAsync(live, host.Deadline);

        var result = await host.Client.PurgeAllInstancesAsync(
            new PurgeInstancesFilter(Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running]), host.Deadline);

        result.PurgedInstanceCount.ShouldBe(5);
        result.IsComplete.ShouldBe(true);
        (await host.Client.GetInstanceAsync(live, host.Deadline)).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Restart_EndedInstance_RunsAgainWithTheSameInputVersionAndTags(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int, string>(
                "Echo", new TaskVersion("2"), (context, value) => Task.FromResult($"{value}@{context.Version}")),
            mode);
        var options = new StartOrchestrationOptions(Hub) { Version = "2", Tags = new Dictionary<string, string> { ["k"] = "v" } };
        await host.RunAsync("Echo", 5, options);

        var again = await host.Client.RestartAsync(Hub, cancellation: host.Deadline);
        var other = await host.Client.RestartAsync(Hub, restartWithNewInstanceId: true, host.Deadline);
        var end = await host.EndOfAsync(other);

        again.ShouldBe(Hub);
        other.ShouldNotBe(Hub);
        end.ReadOutputAs<string>().ShouldBe("5@2");
        end.Tags["k"].ShouldBe("v");
        await Should.ThrowAsync<ArgumentException>(host.Client.RestartAsync("nobody", cancellation: host.Deadline));
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task Run_VersionedNames_ExactVersionOrNothing(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, string>(
                    "Versioned", new TaskVersion("1"), (context, _) => context.CallActivityAsync<string>("Which"))
                .AddOrchestratorFunc<int, string>(
                    "Versioned", new TaskVersion("2"), (context, _) => context.CallActivityAsync<string>("Which"))
                .AddActivityFunc<int, string>("Which", new TaskVersion("1"), (_, _) => Task.FromResult("one"))
                .AddActivityFunc<int, string>("Which", new TaskVersion("2"), (_, _) => Task.FromResult("two")),
            mode);

        var second = await host.RunAsync("Versioned", 0, new StartOrchestrationOptions { Version = "2" });
        var third = await host.RunAsync("Versioned", 0, new StartOrchestrationOptions { Version = "3" });

        second.ReadOutputAs<string>().ShouldBe("two");
        third.FailureDetails!.ErrorMessage.ShouldBe("No orchestrator task named 'Versioned' with version '3' was found.");
    }

    private static async Task<int> CountAsync(EngineHost host, OrchestrationQuery query)
    {
        var count = 0;
        await foreach (var _ in host.Client.GetAllInstancesAsync(query))
        {
            count++;
        }

        return count;
    }
}
