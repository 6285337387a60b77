using System.Collections.Concurrent;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

/// <summary>Things that happen at the same time.</summary>
public sealed class RaceTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task RaiseEvent_BetweenAClaimAndItsCommit_IsSeenByTheNextTurn(EngineMode mode)
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var isFirst = true;
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Slow", context =>
            {
                if (isFirst)
                {
                    isFirst = false;
                    entered.Release();
                    release.Wait();
                }

                return context.WaitForExternalEvent<int>("x");
            }),
            mode,
            options => options.PollInterval = TimeSpan.FromMinutes(1));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Slow", host.Deadline);
        await entered.WaitAsync(host.Deadline);

        await host.Client.RaiseEventAsync(id, "x", 3, host.Deadline);
        release.Release();

        (await host.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(3);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(1000, false)]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(1000, true)]
    public async Task RaiseEvent_WhileOwnersGiveUpTheirHolds_LosesNoEvent(int cache, bool inMemory)
    {
        const int Instances = 12;
        const int Events = 40;
        void Configure(DurableTaskPostgresOptions options)
        {
            options.CacheIdleTime = TimeSpan.FromMilliseconds(100);
            options.PollInterval = TimeSpan.FromSeconds(20);
        }

        await using var first = await StartAsync(AddCounter, new EngineMode(cache, 8, inMemory), Configure);
        await using var second = await StartAsync(AddCounter, new EngineMode(cache, 8, inMemory), Configure);
        var ids = await Task.WhenAll(Enumerable.Range(0, Instances)
            .Select(_ => first.Client.ScheduleNewOrchestrationInstanceAsync("Count", Events, first.Deadline)));

        await Task.WhenAll(ids.Select(async (id, index) =>
        {
            for (var number = 0; number < Events; number++)
            {
                await ((index + number) % 2 == 0 ? first : second).Client.RaiseEventAsync(id, "add", number, first.Deadline);
            }
        }));
        var ends = await Task.WhenAll(ids.Select(first.EndOfAsync));

        ends.Select(end => end.ReadOutputAs<int>()).ShouldAllBe(sum => sum == Events * (Events - 1) / 2);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_ManyInstancesOnTwoWorkers_AllEnd(EngineMode mode)
    {
        await using var first = await StartAsync(AddTree, mode);
        await using var second = await StartAsync(AddTree, mode);

        await RunTreesAsync(first, second);
    }

    [Fact]
    public async Task Run_MoreActivitiesThanOneWorkerTakes_BothWork()
    {
        var workers = new ConcurrentDictionary<string, bool>();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var first = await StartAsync(tasks => AddTasks(tasks, "first"));
        await using var second = await StartAsync(tasks => AddTasks(tasks, "second"));

        (await first.RunAsync("Fan", 1_000)).ReadOutputAs<int>().ShouldBe(1_000);

        workers.Keys.Order().ShouldBe(["first", "second"]);

        // No activity ends before both workers have one, and no worker takes a thousand at once.
        void AddTasks(DurableTaskRegistry tasks, string worker) => tasks
            .AddOrchestratorFunc<int, int>("Fan", async (context, count) =>
                (await Task.WhenAll(Enumerable.Range(0, count).Select(_ => context.CallActivityAsync<int>("Wait")))).Sum())
            .AddActivityFunc<int>("Wait", async context =>
            {
                workers[worker] = true;
                if (workers.Count == 2)
                {
                    both.TrySetResult();
                }

                await both.Task.WaitAsync(context.GetCancellationToken());
                return 1;
            });
    }

    [Theory]
    [MemberData(nameof(EngineMode.Stores), MemberType = typeof(EngineMode))]
    public async Task FanIn_MoreResultsThanATurnTakes_AllArrive(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, int>("Fan", async (context, count) =>
                    (await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Same", number)))).Sum())
                .AddActivityFunc<int, int>("Same", (_, value) => value),
            mode.Replayed,
            options => options.MaximumMessagesPerTurn = 7);

        (await host.RunAsync("Fan", 300)).ReadOutputAs<int>().ShouldBe(300 * 299 / 2);
    }

    [Fact]
    public async Task Purge_WhileAChildCompletes_LeavesNoOrphanRows()
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>(
                "Child", new TaskOptions().WithInstanceId(context.InstanceId + "-child")))
            .AddOrchestratorFunc<int>("Child", context => context.CallActivityAsync<int>("Block"))
            .AddActivityFunc<int>("Block", async context =>
            {
                entered.Release();
                await release.WaitAsync(context.GetCancellationToken());
                return 1;
            }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", host.Deadline);
        await entered.WaitAsync(host.Deadline);
        await host.Client.TerminateInstanceAsync(id, host.Deadline);
        await host.EndOfAsync(id);

        var purging = host.Client.PurgeInstanceAsync(id, host.Deadline);
        release.Release();
        (await purging).PurgedInstanceCount.ShouldBe(1);
        var child = await host.EndOfAsync(id + "-child");

        child.ReadOutputAs<int>().ShouldBe(1);
        await StoredSteps.EmptyQueuesAsync(Postgres.ConnectionString, Hub, host.Deadline);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Schedule_SameIdFromManyClients_OneWins(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")),
            mode);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            try
            {
                await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(Hub), host.Deadline);
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        }));

        outcomes.Sum().ShouldBe(1);
    }

    private static async Task RunTreesAsync(EngineHost first, EngineHost second)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 60)
            .Select(number => (number % 2 == 0 ? first : second).Client.ScheduleNewOrchestrationInstanceAsync("Parent", number, first.Deadline)));
        var ends = await Task.WhenAll(ids.Select(first.EndOfAsync));

        ends.Select(end => end.ReadOutputAs<int>()).ShouldBe(Enumerable.Range(0, 60).Select(number => (number * 2) + 2));
    }

    private static void AddCounter(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<int, int>("Count", async (context, events) =>
    {
        var sum = 0;
        for (var number = 0; number < events; number++)
        {
            sum += await context.WaitForExternalEvent<int>("add");
        }

        return sum;
    });

    private static void AddTree(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Parent", async (context, value) =>
            await context.CallSubOrchestratorAsync<int>("Child", value) + await context.CallSubOrchestratorAsync<int>("Child", value))
        .AddOrchestratorFunc<int, int>("Child", (context, value) => context.CallActivityAsync<int>("Add", value))
        .AddActivityFunc<int, int>("Add", (_, value) => value + 1);
}
