using System.Collections.Concurrent;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.3: orchestrations called by orchestrations.</summary>
public sealed class B03SubOrchestrationTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(36)]
    public async Task CallSubOrchestrator_WithoutId_TakesOneGuidOfTheParent(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string[]>("Parent", async context =>
            {
                var now = context.CurrentUtcDateTime;
                var child = context.CallSubOrchestratorAsync<string>("Child");
                var next = context.NewGuid();
                return
                [
                    await child,
                    VersionFiveGuid.Expected(context.InstanceId, now, 0).ToString("N"),
                    next.ToString(),
                    VersionFiveGuid.Expected(context.InstanceId, now, 1).ToString(),
                ];
            })
            .AddOrchestratorFunc<string>("Child", context => context.InstanceId));

        var seen = (await trial.RunAsync("Parent")).ReadOutputAs<string[]>()!;

        seen[0].ShouldBe(seen[1]);
        seen[2].ShouldBe(seen[3]);
    }

    [Theory]
    [EveryMode]
    [Statement(37)]
    public async Task CallSubOrchestrator_Version_IsTheOptionsOrTheWorkersDefaultNeverTheParents(EngineMode mode)
    {
        static void Tasks(DurableTaskRegistry tasks) => tasks
            .AddOrchestratorFunc<string[]>("Parent", async context =>
            [
                await context.CallSubOrchestratorAsync<string>("Child"),
                await context.CallSubOrchestratorAsync<string>("Child", new TaskOptions { Version = "5" }),
            ])
            .AddOrchestratorFunc<string>("Child", context => context.Version);
        var versionTwo = new StartOrchestrationOptions { Version = "2" };
        await using var trial = await BeginAsync(mode, Tasks);
        await using var other = await StartAloneAsync(mode, Tasks, services: services => services.Configure<DurableTaskWorkerOptions>(
            string.Empty, options => options.Versioning = new DurableTaskWorkerOptions.VersioningOptions { DefaultVersion = "7" }));

        (await trial.RunAsync("Parent", null, versionTwo)).ReadOutputAs<string[]>().ShouldBe(["", "5"]);
        (await other.RunAsync("Parent", null, versionTwo)).ReadOutputAs<string[]>().ShouldBe(["7", "5"]);
    }

    [Theory]
    [EveryMode]
    [Statement(38, 39)]
    public async Task CallSubOrchestrator_Child_KnowsItsParentAndHasTheTagsOfBoth(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                var tags = new Dictionary<string, string> { ["b"] = "child", ["c"] = "child" };
                var child = await context.CallSubOrchestratorAsync<string>(
                    "Child", new TaskOptions(tags: tags).WithInstanceId(context.InstanceId + ":child"));
                return $"{child}, top level {context.Parent is null}";
            })
            .AddOrchestratorFunc<string>("Child", context => $"{context.Parent!.Name} {context.Parent.InstanceId}"));
        var tags = new Dictionary<string, string> { ["a"] = "parent", ["b"] = "parent" };

        var end = await trial.RunAsync("Parent", null, new StartOrchestrationOptions { Tags = tags });

        end.ReadOutputAs<string>().ShouldBe($"Parent {end.InstanceId}, top level True");
        (await trial.GetAsync(end.InstanceId + ":child")).Tags.ShouldBe(
            new Dictionary<string, string> { ["a"] = "parent", ["b"] = "child", ["c"] = "child" }, ignoreOrder: true);
    }

    [Theory]
    [EveryMode]
    [Statement(40)]
    public async Task CallSubOrchestrator_ChildFailsOrIsTerminated_ThrowsWithWhatIsKnown(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string, string>("Parent", async (context, child) =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync(child, new TaskOptions().WithInstanceId(context.InstanceId + "-child"));
                    return "ran";
                }
                catch (TaskFailedException error)
                {
                    return $"{error.TaskName}|{error.Message}|{error.FailureDetails}|{error.FailureDetails.InnerFailure}";
                }
            })
            .AddOrchestratorFunc<int>("Fails", new Func<TaskOrchestrationContext, int>(
                _ => throw new FormatException("bad", new IOException("worse"))))
            .AddOrchestratorFunc<int>("Waits", context => context.WaitForExternalEvent<int>("go")));

        var failed = await trial.RunAsync("Parent", "Fails");
        var terminated = await trial.StartAsync("Parent", "Waits");
        await trial.UntilAsync(async () => await trial.Client.GetInstanceAsync(terminated + "-child", trial.Deadline) is { IsRunning: true });
        await trial.Client.TerminateInstanceAsync(terminated + "-child", "stop", trial.Deadline);

        failed.ReadOutputAs<string>().ShouldBe(
            "Fails|Task 'Fails' (#0) failed with an unhandled exception: bad|System.FormatException: bad|System.IO.IOException: worse");
        (await trial.EndOfAsync(terminated)).ReadOutputAs<string>().ShouldBe(
            "Waits|Task 'Waits' (#0) failed with an unhandled exception: The sub-orchestration was terminated: \"stop\"|"
            + "OrchestrationTerminated: The sub-orchestration was terminated: \"stop\"|");
    }

    [Theory]
    [EveryMode]
    [Statement(41)]
    public async Task CallSubOrchestrator_IdInUse_FailsForALiveInstanceAndReplacesAnEndedOne(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string, string>("Parent", async (context, child) =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child", new TaskOptions().WithInstanceId(child));
                }
                catch (TaskFailedException error)
                {
                    return error.FailureDetails.ToString();
                }
            })
            .AddOrchestratorFunc<string>("Child", context => context.Parent is null
                ? context.WaitForExternalEvent<string>("go")
                : Task.FromResult($"child of {context.Parent.InstanceId}")));
        var child = await trial.StartedAsync("Child");

        var refused = await trial.RunAsync("Parent", child);
        await trial.RaiseAsync(child, "go", "on my own");
        var alone = await trial.EndOfAsync(child);
        var replaced = await trial.RunAsync("Parent", child);

        refused.ReadOutputAs<string>().ShouldBe(
            $"OrchestrationAlreadyExists: The sub-orchestration '{child}' was not started: an instance of this id exists and has not ended.");
        alone.ReadOutputAs<string>().ShouldBe("on my own");
        replaced.ReadOutputAs<string>().ShouldBe($"child of {replaced.InstanceId}");
    }

    [Theory]
    [EveryMode]
    [Statement(42)]
    public async Task CallSubOrchestrator_Retried_KeepsItsId(EngineMode mode)
    {
        var ids = new ConcurrentQueue<string>();
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1)));
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Explicit", context => context.CallSubOrchestratorAsync<int>(
                "Flaky", retry.WithInstanceId(context.InstanceId + "-child")))
            .AddOrchestratorFunc<int>("Chosen", context => context.CallSubOrchestratorAsync<int>("Flaky", retry))
            .AddOrchestratorFunc<int>("Flaky", context => context.CallActivityAsync<int>("Work", context.InstanceId))
            .AddActivityFunc<string, int>("Work", (_, id) =>
            {
                ids.Enqueue(id);
                return ids.Count < 3 ? throw new IOException("not yet") : ids.Count;
            }));

        (await trial.RunAsync("Explicit", null, new StartOrchestrationOptions(trial.IdFor("first")))).ReadOutputAs<int>().ShouldBe(3);
        ids.Distinct().ShouldBe([trial.IdFor("first") + "-child"]);
        ids.Clear();
        (await trial.RunAsync("Chosen")).ReadOutputAs<int>().ShouldBe(3);
        ids.Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(43, 75)]
    public async Task Orchestrator_NameThatNobodyHas_FailsAndIsNotRetried(EngineMode mode)
    {
        var asked = 0;
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Parent", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Nobody", TaskOptions.FromRetryHandler(_ => ++asked < 5));
            }
            catch (TaskFailedException error)
            {
                return error.FailureDetails.ToString();
            }
        }));

        var child = await trial.RunAsync("Parent");
        var top = await trial.RunAsync("Nobody");

        child.ReadOutputAs<string>().ShouldBe("OrchestratorTaskNotFound: No orchestrator task named 'Nobody' was found.");
        top.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        top.FailureDetails!.ToString().ShouldBe("OrchestratorTaskNotFound: No orchestrator task named 'Nobody' was found.");
        asked.ShouldBe(0);
    }

    [Theory]
    [EveryMode]
    [Statement(44)]
    public async Task CallSubOrchestrator_Nested_ReturnsTheOutputsOfTheWholeTree(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
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
            .AddActivityFunc<int>("One", _ => 1));

        (await trial.RunAsync("Tree", 3)).ReadOutputAs<int>().ShouldBe(8);
    }

    [Theory]
    [EveryMode]
    [Statement(44)]
    public async Task Child_IsAnInstanceOfItsOwn_WithHistoryEventsAndPurge(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child", "input", new TaskOptions().WithInstanceId(context.InstanceId + "-child")))
            .AddOrchestratorFunc<string, string>("Child", async (context, input) => input + await context.WaitForExternalEvent<string>("more")));
        var parent = await trial.StartedAsync("Parent");
        var child = parent + "-child";
        await trial.Client.WaitForInstanceStartAsync(child, trial.Deadline);

        await trial.RaiseAsync(child, "more", " and more");
        var end = await trial.EndOfAsync(parent);
        var own = await trial.GetAsync(child);
        var history = await trial.HistoryAsync(child);
        var purged = await trial.Client.PurgeInstanceAsync(child, trial.Deadline);

        end.ReadOutputAs<string>().ShouldBe("input and more");
        own.ReadInputAs<string>().ShouldBe("input");
        history.Count(past => past.Type == EventType.EventRaised).ShouldBe(1);
        (await trial.HistoryAsync(parent)).ShouldNotContain(past => past.Type == EventType.EventRaised);
        purged.PurgedInstanceCount.ShouldBe(1);
        (await trial.Client.GetInstanceAsync(parent, trial.Deadline)).ShouldNotBeNull();
    }
}
