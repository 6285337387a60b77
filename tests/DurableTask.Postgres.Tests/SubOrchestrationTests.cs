using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;

namespace DurableTask.Postgres.Tests;

public sealed class SubOrchestrationTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallSubOrchestrator_Nested_ReturnsTheChildsOutput(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int, int>("Tree", async (context, depth) =>
                {
                    if (depth == 0)
                    {
                        return await context.CallActivityAsync<int>("One");
                    }

                    var parts = await Task.WhenAll(
                        context.CallSubOrchestratorAsync<int>("Tree", depth - 1), context.CallSubOrchestratorAsync<int>("Tree", depth - 1));
                    return parts.Sum();
                })
                .AddActivityFunc<int>("One", _ => 1),
            mode);

        var end = await host.RunAsync("Tree", 3);

        end.ReadOutputAs<int>().ShouldBe(8);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallSubOrchestrator_WithId_KnowsItsParentAndInheritsTags(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>(
                    "Child",
                    new TaskOptions(tags: new Dictionary<string, string> { ["b"] = "child" })
                        .WithInstanceId(context.InstanceId + ":child")))
                .AddOrchestratorFunc<string>(
                    "Child", context => $"{context.InstanceId}|{context.Parent!.Name}|{context.Parent.InstanceId}"),
            mode);
        var options = new StartOrchestrationOptions(Hub)
        {
            Tags = new Dictionary<string, string> { ["a"] = "parent", ["b"] = "parent" },
        };

        var end = await host.RunAsync("Parent", null, options);
        var child = await host.Client.GetInstanceAsync(Hub + ":child", host.Deadline);

        end.ReadOutputAs<string>().ShouldBe($"{Hub}:child|Parent|{Hub}");
        child!.Tags.ShouldBe(new Dictionary<string, string> { ["a"] = "parent", ["b"] = "child" }, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallSubOrchestrator_Fails_GivesTheChildsFailure(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Parent", async context => await context.CallSubOrchestratorAsync("Child"))
                .AddOrchestratorFunc<int>("Child", new Func<TaskOrchestrationContext, int>(_ => throw new FormatException("child"))),
            mode);

        var end = await host.RunAsync("Parent");

        end.FailureDetails!.InnerFailure!.ToString().ShouldBe("System.FormatException: child");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallSubOrchestrator_IdInUseByLiveInstance_FailsTheCallInsteadOfHanging(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string, string>("Parent", async (context, child) =>
                {
                    try
                    {
                        await context.CallSubOrchestratorAsync("Wait", new TaskOptions().WithInstanceId(child));
                        return "ran";
                    }
                    catch (TaskFailedException error)
                    {
                        return error.FailureDetails.ErrorType;
                    }
                })
                .AddOrchestratorFunc("Wait", async context => await context.WaitForExternalEvent<int>("go")),
            mode);
        var busy = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", host.Deadline);
        await host.Client.WaitForInstanceStartAsync(busy, host.Deadline);

        var end = await host.RunAsync("Parent", busy);

        end.ReadOutputAs<string>().ShouldBe("OrchestrationAlreadyExists");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallSubOrchestrator_ChildTerminated_FailsTheCallWithItsOutput(EngineMode mode)
    {
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<string>("Parent", async context =>
                {
                    try
                    {
                        await context.CallSubOrchestratorAsync("Wait", new TaskOptions().WithInstanceId(context.InstanceId + "-child"));
                        return "ran";
                    }
                    catch (TaskFailedException error)
                    {
                        return error.FailureDetails.ToString();
                    }
                })
                .AddOrchestratorFunc("Wait", async context => await context.WaitForExternalEvent<int>("go")),
            mode);
        var parent = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", host.Deadline);
        await Eventually.TrueAsync(
            async () => await host.Client.GetInstanceAsync(parent + "-child", host.Deadline) is { IsRunning: true }, host.Deadline);

        await host.Client.TerminateInstanceAsync(parent + "-child", "stop", host.Deadline);
        var end = await host.EndOfAsync(parent);

        end.ReadOutputAs<string>().ShouldBe("OrchestrationTerminated: The sub-orchestration was terminated: \"stop\"");
    }

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task CallSubOrchestrator_RetriedWithFixedId_ReplacesTheFailedChild(EngineMode mode)
    {
        var runs = 0;
        await using var host = await StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>(
                    "Flaky",
                    TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(5)))
                        .WithInstanceId(context.InstanceId + "-child")))
                .AddOrchestratorFunc<int>("Flaky", context => context.CallActivityAsync<int>("Work"))
                .AddActivityFunc<int>("Work", _ => ++runs < 2 ? throw new IOException("first") : runs),
            mode);

        var end = await host.RunAsync("Parent");

        end.ReadOutputAs<int>().ShouldBe(2);
    }
}
