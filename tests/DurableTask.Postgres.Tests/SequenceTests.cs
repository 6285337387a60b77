using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

public sealed class SequenceTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_ActivitiesInSequence_PassesEachResultOn(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, int>("Chain", async (context, start) =>
                {
                    var value = start;
                    for (var step = 0; step < 5; step++)
                    {
                        value = await context.CallActivityAsync<int>("Double", value);
                    }

                    return value;
                })
                .AddActivityFunc<int, int>("Double", (_, value) => value * 2),
            mode);

        var end = await host.RunAsync("Chain", 1);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        end.ReadOutputAs<int>().ShouldBe(32);
        end.ReadInputAs<int>().ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Run_FanOutAndIn_GivesAllResultsInOrder(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, int[]>("Fan", async (context, count) =>
                    await Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("Square", number))))
                .AddActivityFunc<int, int>("Square", (_, value) => value * value),
            mode);

        var end = await host.RunAsync("Fan", 100);

        end.ReadOutputAs<int[]>().ShouldBe(Enumerable.Range(0, 100).Select(number => number * number));
    }
}
