using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests;

public sealed class ContinueAsNewTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task ContinueAsNew_Loop_EndsWithTheLastOutputAndAShortHistory(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, int>("Count", async (context, value) =>
                {
                    var next = await context.CallActivityAsync<int>("Add", value);
                    if (next < 10)
                    {
                        context.ContinueAsNew(next);
                    }

                    return next;
                })
                .AddActivityFunc<int, int>("Add", (_, value) => value + 1),
            mode);

        var end = await host.RunAsync("Count", 0);

        end.ReadOutputAs<int>().ShouldBe(10);
        end.ReadInputAs<int>().ShouldBe(9);
        (await host.HistoryAsync(end.InstanceId)).Count.ShouldBeLessThan(10);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task ContinueAsNew_UnreadEvents_GoToTheNextExecutionInOrder(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks.AddOrchestratorFunc<string, string>("Collect", async (context, soFar) =>
            {
                var all = soFar + await context.WaitForExternalEvent<string>("letter");
                if (all.Length < 8)
                {
                    context.ContinueAsNew(all);
                }

                return all;
            }),
            mode);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Collect", string.Empty, host.Deadline);

        foreach (var letter in "abcdefgh")
        {
            await host.Client.RaiseEventAsync(id, "letter", letter.ToString(), host.Deadline);
        }

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("abcdefgh");
    }

    [Fact]
    public async Task ContinueAsNew_WithoutPreserving_DropsUnreadEvents()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Forget", async (context, isSecond) =>
        {
            if (isSecond)
            {
                context.SetCustomStatus("second");
                return await context.WaitForExternalEvent<string>("x");
            }

            await context.WaitForExternalEvent<string>("go");
            context.ContinueAsNew(true, preserveUnprocessedEvents: false);
            return string.Empty;
        }));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Forget", false, host.Deadline);

        await host.Client.RaiseEventAsync(id, "x", "old", host.Deadline);
        await host.Client.RaiseEventAsync(id, "go", "go", host.Deadline);
        await Eventually.TrueAsync(
            async () => (await host.Client.GetInstanceAsync(id, true, host.Deadline))!.SerializedCustomStatus == "\"second\"", host.Deadline);
        await host.Client.RaiseEventAsync(id, "x", "new", host.Deadline);

        (await host.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("new");
    }

    [Fact]
    public async Task ContinueAsNew_InASubOrchestration_ParentGetsTheLastOutput()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>("Loop", 0))
            .AddOrchestratorFunc<int, int>("Loop", (context, value) =>
            {
                if (value < 3)
                {
                    context.ContinueAsNew(value + 1);
                }

                return value;
            }));

        (await host.RunAsync("Parent")).ReadOutputAs<int>().ShouldBe(3);
    }

    [Fact]
    public async Task ContinueAsNew_LateResultOfTheOldExecution_IsDropped()
    {
        using var release = new SemaphoreSlim(0);
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, string>("Leave", async (context, round) =>
            {
                if (round == 0)
                {
                    _ = context.CallActivityAsync<string>("Slow");
                    context.ContinueAsNew(1);
                    await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                    await context.CallActivityAsync("Release");
                    return string.Empty;
                }

                return await context.CallActivityAsync<string>("Fast");
            })
            .AddActivityFunc<string>("Slow", async context =>
            {
                await release.WaitAsync(context.GetCancellationToken());
                return "slow";
            })
            .AddActivityFunc<int>("Release", _ => release.Release())
            .AddActivityFunc<string>("Fast", _ => "fast"));

        (await host.RunAsync("Leave", 0)).ReadOutputAs<string>().ShouldBe("fast");
    }

    [Fact]
    public async Task ContinueAsNew_EndlessLoopWithoutAwait_StarvesNobody()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Spin", (context, value) =>
            {
                context.ContinueAsNew(value + 1);
                return value;
            })
            .AddOrchestratorFunc<int>("Quick", _ => 5));
        var spinning = await host.Client.ScheduleNewOrchestrationInstanceAsync("Spin", 0, host.Deadline);

        (await host.RunAsync("Quick")).ReadOutputAs<int>().ShouldBe(5);
        await host.Client.TerminateInstanceAsync(spinning, host.Deadline);

        (await host.EndOfAsync(spinning)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }
}
