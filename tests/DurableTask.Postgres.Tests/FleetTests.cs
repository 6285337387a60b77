using DurableTask.Postgres.Tests.Faults;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests;

/// <summary>Many workers and instances get along: limits hold, nobody starves, what stops gives everything back.</summary>
public sealed class FleetTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_ManyActivities_NoWorkerRunsMoreAtOnceThanConfigured(int workers)
    {
        const int Limit = 3;

        // While a claim is under way, turns want places too.
        var slowClaims = new StoreFaults
        {
            Before = call => call.Operation == StoreOperation.Claim
                ? Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None)
                : Task.CompletedTask,
        };
        var hosts = new List<EngineHost>();
        var highest = new int[workers];
        try
        {
            for (var number = 0; number < workers; number++)
            {
                var index = number;
                var running = 0;
                hosts.Add(await StartAsync(
                    tasks => tasks
                        .AddOrchestratorFunc<int, int>("Fan", async (context, count) =>
                            (await Task.WhenAll(Enumerable.Range(0, count).Select(value => context.CallActivityAsync<int>("Work", value)))).Sum())
                        .AddActivityFunc<int, int>("Work", async (_, value) =>
                        {
                            var now = Interlocked.Increment(ref running);
                            RaiseTo(ref highest[index], now);
                            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
                            Interlocked.Decrement(ref running);
                            return value;
                        }),
                    services: services =>
                    {
                        FaultyStore.Use(services, slowClaims);
                        services.Configure<DurableTaskWorkerOptions>(
                            string.Empty, options => options.Concurrency.MaximumConcurrentActivityWorkItems = Limit);
                    }));
            }

            var ids = await Task.WhenAll(Enumerable.Range(0, 20)
                .Select(_ => hosts[0].Client.ScheduleNewOrchestrationInstanceAsync("Fan", 20, hosts[0].Deadline)));
            var ends = await Task.WhenAll(ids.Select(hosts[0].EndOfAsync));

            ends.ShouldAllBe(end => end.ReadOutputAs<int>() == 190);
            highest.Max().ShouldBeInRange(1, Limit);
        }
        finally
        {
            foreach (var host in hosts)
            {
                await host.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Run_ManyInstances_NoMoreTakeATurnAtOnceThanConfigured()
    {
        const int Limit = 3;
        var running = 0;
        var highest = 0;
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<int>("Turns", async context =>
            {
                for (var step = 0; step < 3; step++)
                {
                    RaiseTo(ref highest, Interlocked.Increment(ref running));
                    SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(2));
                    Interlocked.Decrement(ref running);
                    await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                }

                return 0;
            }),
            services: services => services.Configure<DurableTaskWorkerOptions>(
                string.Empty, options => options.Concurrency.MaximumConcurrentOrchestrationWorkItems = Limit));

        var ids = await Task.WhenAll(Enumerable.Range(0, 60)
            .Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Turns", host.Deadline)));
        await Task.WhenAll(ids.Select(host.EndOfAsync));

        highest.ShouldBe(Limit);
    }

    private static void RaiseTo(ref int highest, int value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen; seen = Volatile.Read(ref highest))
        {
            Interlocked.CompareExchange(ref highest, value, seen);
        }
    }
}
