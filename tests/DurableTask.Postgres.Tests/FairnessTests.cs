using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests;

/// <summary>One instance that never stops does not starve the others, even when there is one place for all.</summary>
public sealed class FairnessTests(PostgresFixture postgres) : EngineTests(postgres)
{
    // On PostgreSQL only: a send in memory never waits, so a flood would be nothing but the test's own loop.
    [Theory]
    [MemberData(nameof(EngineMode.Postgres), MemberType = typeof(EngineMode))]
    public async Task Run_BesideAnInstanceFloodedWithEvents_OthersEndMeanwhile(EngineMode mode)
    {
        await using var host = await StartWithOnePlaceAsync(mode);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Swallow", new StartOrchestrationOptions(Hub), host.Deadline);
        using var flood = CancellationTokenSource.CreateLinkedTokenSource(host.Deadline);
        var flooding = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => FloodAsync(host, flood.Token)));

        await OthersEndAsync(host);
        await flood.CancelAsync();
        await flooding;
        await host.Client.TerminateInstanceAsync(Hub, host.Deadline);
        await host.EndOfAsync(Hub);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_BesideAnInstanceThatStartsOverForEver_OthersEndMeanwhile(EngineMode mode)
    {
        await using var host = await StartWithOnePlaceAsync(mode);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Spin", 0, new StartOrchestrationOptions(Hub), host.Deadline);

        await OthersEndAsync(host);
        await host.Client.TerminateInstanceAsync(Hub, host.Deadline);
        await host.EndOfAsync(Hub);
    }

    private async Task FloodAsync(EngineHost host, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await host.Client.RaiseEventAsync(Hub, "x", 1, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The others have ended.
        }
    }

    private static async Task OthersEndAsync(EngineHost host)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 10)
            .Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Quick", host.Deadline)));
        var ends = await Task.WhenAll(ids.Select(host.EndOfAsync));

        ends.ShouldAllBe(end => end.ReadOutputAs<int>() == 3);
    }

    private Task<EngineHost> StartWithOnePlaceAsync(EngineMode mode) => StartAsync(
        tasks => tasks
            .AddOrchestratorFunc<int>("Swallow", async context =>
            {
                // Not more than a hundred events per execution, as the advice is.
                for (var number = 0; number < 100; number++)
                {
                    await context.WaitForExternalEvent<int>("x");
                }

                context.ContinueAsNew();
                return 0;
            })
            .AddOrchestratorFunc<int, int>("Spin", async (context, round) =>
            {
                await context.CallActivityAsync<int>("One");
                context.ContinueAsNew(round + 1);
                return round;
            })
            .AddOrchestratorFunc<int>("Quick", async context =>
                await context.CallActivityAsync<int>("One")
                + await context.CallActivityAsync<int>("One")
                + await context.CallActivityAsync<int>("One"))
            .AddActivityFunc<int>("One", _ => 1),
        mode,
        services: services => services.Configure<DurableTaskWorkerOptions>(string.Empty, options =>
        {
            options.Concurrency.MaximumConcurrentOrchestrationWorkItems = 1;
            options.Concurrency.MaximumConcurrentActivityWorkItems = 1;
        }));
}
