using DurableTask.Core.History;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.10: looking at instances, and waiting for them.</summary>
public sealed class B10QueryTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(103)]
    public async Task Wait_ReturnsWhenTheInstanceHasStartedOrEndedAndAtNoOtherTime(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x"))
            .AddOrchestratorFunc<int>("Fail", new Func<TaskOrchestrationContext, int>(_ => throw new IOException("bad"))));
        var later = await trial.StartAsync("Wait", null, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddHours(1)));
        var id = await trial.StartAsync("Wait");
        using var impatient = new CancellationTokenSource();

        var pending = trial.Client.WaitForInstanceStartAsync(later, impatient.Token);
        var started = await trial.Client.WaitForInstanceStartAsync(id, trial.Deadline);
        var running = trial.Client.WaitForInstanceCompletionAsync(id, impatient.Token);
        var ending = trial.Client.WaitForInstanceCompletionAsync(id, trial.Deadline);
        var failed = await trial.Client.WaitForInstanceCompletionAsync(await trial.StartAsync("Fail"), trial.Deadline);
        await impatient.CancelAsync();

        started.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        failed.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        await Should.ThrowAsync<OperationCanceledException>(() => pending);
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        await trial.RaiseAsync(id, "x", 1);
        (await ending).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Theory]
    [EveryMode]
    [Statement(103)]
    public async Task Wait_ForAMissingInstance_Throws(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, _ => { });

        var start = await Should.ThrowAsync<InvalidOperationException>(() => trial.Client.WaitForInstanceStartAsync("nobody", trial.Deadline));
        var end = await Should.ThrowAsync<InvalidOperationException>(() => trial.Client.WaitForInstanceCompletionAsync("nobody", trial.Deadline));

        start.Message.ShouldBe("Orchestration with instanceId 'nobody' does not exist.");
        end.Message.ShouldBe(start.Message);
    }

    [Theory]
    [EveryMode]
    [Statement(103)]
    public async Task Wait_OfAClientWithoutWorker_HearsOfTheEndWithoutPolling(EngineMode mode)
    {
        await using var worker = await StartAloneAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        await using var client = await StartAloneAsync(mode, null, options => options.PollInterval = TimeSpan.FromMinutes(1));
        var id = await client.Client.ScheduleNewOrchestrationInstanceAsync("Wait", client.Deadline);
        await worker.Client.WaitForInstanceStartAsync(id, worker.Deadline);

        var waiting = client.EndOfAsync(id);
        await client.Client.RaiseEventAsync(id, "x", 4, client.Deadline);

        (await waiting).ReadOutputAs<int>().ShouldBe(4);
    }

    [Theory]
    [EveryMode]
    [Statement(104)]
    public async Task GetInstance_IsNullWhenMissing_AndWithoutPayloadsRefusesToReadThem(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int, int>("Echo", (context, value) =>
        {
            context.SetCustomStatus("said");
            return value;
        }));
        var end = await trial.RunAsync("Echo", 3);

        var bare = (await trial.Client.GetInstanceAsync(end.InstanceId, trial.Deadline)).ShouldNotBeNull();
        var full = await trial.GetAsync(end.InstanceId);

        (await trial.Client.GetInstanceAsync(trial.IdFor("nobody"), trial.Deadline)).ShouldBeNull();
        new[] { bare.SerializedInput, bare.SerializedOutput, bare.SerializedCustomStatus }.ShouldAllBe(text => text == null);
        Should.Throw<InvalidOperationException>(() => bare.ReadInputAs<int>());
        Should.Throw<InvalidOperationException>(() => bare.ReadOutputAs<int>());
        Should.Throw<InvalidOperationException>(() => bare.ReadCustomStatusAs<string>());
        (full.ReadInputAs<int>(), full.ReadOutputAs<int>(), full.ReadCustomStatusAs<string>()).ShouldBe((3, 3, "said"));
    }

    [Theory]
    [EveryMode]
    [Statement(105)]
    public async Task GetAllInstances_FilteredAndPaged_FindsEachMatchOnce(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Good", _ => 1)
            .AddOrchestratorFunc<int>("Bad", new Func<TaskOrchestrationContext, int>(_ => throw new IOException("bad")))
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        var prefix = trial.IdFor("Query-");
        var ends = new List<OrchestrationMetadata>();
        for (var number = 0; number < 5; number++)
        {
            ends.Add(await trial.RunAsync("Good", null, new StartOrchestrationOptions($"{prefix}good-{number}")));
        }

        await trial.RunAsync("Bad", null, new StartOrchestrationOptions($"{prefix}bad"));
        await trial.StartedAsync("Wait", null, new StartOrchestrationOptions($"{prefix}wait"));
        var all = new OrchestrationQuery(InstanceIdPrefix: prefix);

        var pages = await PagesAsync(all with { Statuses = [OrchestrationRuntimeStatus.Completed], PageSize = 2, FetchInputsAndOutputs = true });
        var third = ends[2].CreatedAt;

        pages.Select(page => page.Values.Count).ShouldBe([2, 2, 1]);
        pages.SelectMany(page => page.Values).Select(instance => $"{instance.InstanceId}={instance.SerializedOutput}")
            .ShouldBe(Enumerable.Range(0, 5).Select(number => $"{prefix}good-{number}=1"), ignoreOrder: true);
        pages[^1].ContinuationToken.ShouldBeNull();
        (await CountAsync(all)).ShouldBe(7);
        (await CountAsync(all with { Statuses = [] })).ShouldBe(7);
        (await CountAsync(all with { Statuses = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Running] })).ShouldBe(2);
        (await CountAsync(all with { CreatedFrom = third, CreatedTo = third })).ShouldBe(ends.Count(end => end.CreatedAt == third));
        (await CountAsync(all with { CreatedFrom = third })).ShouldBe(2 + ends.Count(end => end.CreatedAt >= third));
        (await CountAsync(all with { CreatedTo = third })).ShouldBe(ends.Count(end => end.CreatedAt <= third));
        (await CountAsync(all with { InstanceIdPrefix = prefix.ToUpperInvariant() })).ShouldBe(0);
        (await CountAsync(all with { TaskHubNames = ["another"] })).ShouldBe(0);
        (await CountAsync(all with { PageSize = 3, ContinuationToken = (await PagesAsync(all with { PageSize = 3 }))[0].ContinuationToken })).ShouldBe(4);

        async Task<List<Page<OrchestrationMetadata>>> PagesAsync(OrchestrationQuery query)
        {
            var found = new List<Page<OrchestrationMetadata>>();
            await foreach (var page in trial.Client.GetAllInstancesAsync(query).AsPages().WithCancellation(trial.Deadline))
            {
                found.Add(page);
            }

            return found;
        }

        async Task<int> CountAsync(OrchestrationQuery query) => (await PagesAsync(query)).Sum(page => page.Values.Count);
    }

    [Theory]
    [EveryMode]
    [Statement(106)]
    public async Task ListInstanceIds_Paged_ListsEndedOnesByTimeOfEnding(EngineMode mode)
    {
        await using var host = await StartAloneAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Good", _ => 1)
            .AddOrchestratorFunc<int>("Bad", new Func<TaskOrchestrationContext, int>(_ => throw new IOException("bad")))
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        foreach (var (id, name) in new[] { ("c", "Good"), ("a", "Bad"), ("b", "Good") })
        {
            await host.RunAsync(name, null, new StartOrchestrationOptions(id));
        }

        await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);

        var first = await ListAsync(pageSize: 2);
        var second = await ListAsync(pageSize: 2, key: first.ContinuationToken);
        var good = await ListAsync([OrchestrationRuntimeStatus.Completed]);
        var since = await ListAsync(from: (await host.EndOfAsync("a")).CreatedAt);
        var until = await ListAsync(to: (await host.EndOfAsync("b")).CreatedAt);
        var exactly = await ListAsync(pageSize: 3);
        var beyond = await ListAsync(pageSize: 3, key: exactly.ContinuationToken);

        first.Values.ShouldBe(["c", "a"]);
        second.Values.ShouldBe(["b"]);
        second.ContinuationToken.ShouldBeNullOrEmpty();
        good.Values.ShouldBe(["c", "b"]);
        since.Values.ShouldBe(["a", "b"]);
        until.Values.ShouldBe(["c", "a"]);
        (exactly.Values.Count + (exactly.ContinuationToken is null ? 0 : beyond.Values.Count)).ShouldBe(3);
        await Should.ThrowAsync<ArgumentException>(() => ListAsync(key: "no key of ours"));

        Task<Page<string>> ListAsync(
            OrchestrationRuntimeStatus[]? statuses = null,
            DateTimeOffset? from = null,
            DateTimeOffset? to = null,
            int pageSize = 100,
            string? key = null) => host.Client.ListInstanceIdsAsync(statuses, from, to, pageSize, key, host.Deadline);
    }

    [Theory]
    [EveryMode]
    [Statement(107)]
    public async Task PurgeInstance_RemovesEndedOnesOnlyAndChildrenWhenAskedTo(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", new TaskOptions().WithInstanceId(context.InstanceId + "-child")))
            .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("One"))
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x"))
            .AddActivityFunc<int>("One", _ => 1));
        var alone = (await trial.RunAsync("Parent")).InstanceId;
        var whole = (await trial.RunAsync("Parent")).InstanceId;
        var live = await trial.StartedAsync("Wait");

        (await trial.Client.PurgeInstanceAsync(alone, trial.Deadline)).PurgedInstanceCount.ShouldBe(1);
        (await trial.Client.PurgeInstanceAsync(whole, new PurgeInstanceOptions(Recursive: true), trial.Deadline)).PurgedInstanceCount.ShouldBe(2);
        (await trial.Client.PurgeInstanceAsync(alone, trial.Deadline)).PurgedInstanceCount.ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(() => trial.Client.PurgeInstanceAsync(live, trial.Deadline));

        (await ExistsAsync(alone)).ShouldBeFalse();
        (await ExistsAsync(alone + "-child")).ShouldBeTrue();
        (await ExistsAsync(whole + "-child")).ShouldBeFalse();
        (await ExistsAsync(live)).ShouldBeTrue();
        (await trial.HistoryAsync(alone)).ShouldBeEmpty();

        async Task<bool> ExistsAsync(string id) => await trial.Client.GetInstanceAsync(id, trial.Deadline) is not null;
    }

    [Theory]
    [EveryMode]
    [Statement(108)]
    public async Task PurgeAllInstances_TouchesEndedOnesOfTheFilterOnlyAndKeepsToItsTime(EngineMode mode)
    {
        await using var host = await StartAloneAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Good", _ => 1)
            .AddOrchestratorFunc<int>("Bad", new Func<TaskOrchestrationContext, int>(_ => throw new IOException("bad")))
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        var first = await host.RunAsync("Good");
        var second = await host.RunAsync("Good");
        var bad = await host.RunAsync("Bad");
        var live = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);
        await host.Client.WaitForInstanceStartAsync(live, host.Deadline);

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => PurgeAsync(new PurgeInstancesFilter { Timeout = TimeSpan.Zero }));
        var dated = await PurgeAsync(new PurgeInstancesFilter(CreatedTo: first.CreatedAt));
        var stated = await PurgeAsync(new PurgeInstancesFilter(
            CreatedFrom: second.CreatedAt, Statuses: [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running]));
        var rest = await PurgeAsync(new PurgeInstancesFilter { Timeout = TimeSpan.FromMinutes(5) });
        await host.RunAsync("Good");
        var hurried = await PurgeAsync(new PurgeInstancesFilter { Timeout = TimeSpan.FromTicks(1) });

        (dated.PurgedInstanceCount, dated.IsComplete).ShouldBe((1, true));
        (stated.PurgedInstanceCount, stated.IsComplete).ShouldBe((1, true));
        (rest.PurgedInstanceCount, rest.IsComplete).ShouldBe((1, true));
        hurried.IsComplete.ShouldBe(false);
        (await host.Client.GetInstanceAsync(bad.InstanceId, host.Deadline)).ShouldBeNull();
        (await host.Client.GetInstanceAsync(live, host.Deadline)).ShouldNotBeNull();

        Task<PurgeResult> PurgeAsync(PurgeInstancesFilter filter) => host.Client.PurgeAllInstancesAsync(filter, host.Deadline);
    }

    [Theory]
    [EveryMode]
    [Statement(112)]
    public async Task History_IsThatOfTheCurrentExecutionInOrder_AndAMissingInstanceIsAnError(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int, int>("Twice", async (context, round) =>
            {
                var doubled = await context.CallActivityAsync<int>("Double", round);
                if (round == 1)
                {
                    context.ContinueAsNew(2);
                }

                return doubled;
            })
            .AddActivityFunc<int, int>("Double", (_, value) => value * 2));
        var id = await trial.StartAsync("Twice", 1);
        await trial.Client.WaitForInstanceCompletionAsync(id, trial.Deadline);

        var events = await trial.Client.GetOrchestrationHistoryAsync(id, trial.Deadline);

        events.Where(happened => happened is not OrchestratorStartedEvent).Select(happened => happened.GetType()).ShouldBe(
            [typeof(ExecutionStartedEvent), typeof(TaskScheduledEvent), typeof(TaskCompletedEvent), typeof(ExecutionCompletedEvent)]);
        events.OfType<ExecutionStartedEvent>().Single().Input.ShouldBe("2");
        events.OfType<ExecutionCompletedEvent>().Single().Result.ShouldBe("4");
        await Should.ThrowAsync<ArgumentException>(() => trial.Client.GetOrchestrationHistoryAsync("nobody", trial.Deadline));
    }
}
