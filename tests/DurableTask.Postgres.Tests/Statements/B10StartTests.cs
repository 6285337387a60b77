using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.10: starting instances, and replacing them.</summary>
public sealed class B10StartTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(98)]
    public async Task Schedule_WithoutId_TakesAGuidWithoutDashes(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Done", _ => 1));

        var id = await trial.StartAsync("Done");

        Guid.TryParseExact(id, "N", out _).ShouldBeTrue();
    }

    [Theory]
    [EveryMode]
    [Statement(98)]
    public async Task Schedule_StartInTheFuture_IsPendingUntilThen(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<DateTime>("Later", context => context.CurrentUtcDateTime));

        var start = DateTimeOffset.MinValue;
        var id = await trial.PendingAsync("Later", async pending =>
        {
            start = (await trial.GetAsync(pending)).CreatedAt.AddMilliseconds(200);
        });

        (await trial.EndOfAsync(id)).ReadOutputAs<DateTime>().ShouldBeGreaterThan(start.UtcDateTime);
    }

    [Theory]
    [EveryMode]
    [Statement(99)]
    public async Task Schedule_Version_IsTheOptionsOrTheClientsDefault(EngineMode mode)
    {
        await using var host = await StartAloneAsync(
            mode,
            tasks => tasks.AddOrchestratorFunc<string>("Which", context => context.Version),
            services: services => services.Configure<DurableTaskClientOptions>(string.Empty, options => options.DefaultVersion = "4"));

        (await host.RunAsync("Which")).ReadOutputAs<string>().ShouldBe("4");
        (await host.RunAsync("Which", null, new StartOrchestrationOptions { Version = "5" })).ReadOutputAs<string>().ShouldBe("5");
        (await host.RunAsync("Which", null, new StartOrchestrationOptions { Version = TaskVersion.Unversioned })).ReadOutputAs<string>().ShouldBe("");
    }

    [Theory]
    [EveryMode]
    [Statement(100)]
    public async Task Schedule_IdInUse_IsRefusedInTheStatusesOfTheList(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int, int>("Count", async (context, value) =>
            value == 0 ? await context.WaitForExternalEvent<int>("x") : value));
        var id = trial.IdFor("same");
        var plain = new StartOrchestrationOptions(id);
        await trial.StartAsync("Count", 0, plain);

        // No list: a live instance is not replaced.
        (await RefusalAsync(plain)).ShouldContain(id);
        await trial.RaiseAsync(id, "x", 1);
        await trial.EndOfAsync(id);

        // No list: an ended one is; with its status in the list, whatever the case, it is not.
        (await trial.RunAsync("Count", 2, plain)).ReadOutputAs<int>().ShouldBe(2);
        (await RefusalAsync(plain.WithDedupeStatuses(OrchestrationRuntimeStatus.Completed))).ShouldContain("Completed");
        (await RefusalAsync(plain with { DedupeStatuses = ["failed", "COMPLETED"] })).ShouldContain("Completed");
        (await trial.RunAsync("Count", 3, plain.WithDedupeStatuses(OrchestrationRuntimeStatus.Failed))).ReadOutputAs<int>().ShouldBe(3);

        // An empty list: whatever there is is replaced.
        await trial.StartedAsync("Count", 0, plain);
        (await trial.RunAsync("Count", 4, plain with { DedupeStatuses = [] })).ReadOutputAs<int>().ShouldBe(4);
        await Should.ThrowAsync<ArgumentException>(() => trial.StartAsync("Count", 5, plain with { DedupeStatuses = ["Finished"] }));

        async Task<string> RefusalAsync(StartOrchestrationOptions options) =>
            (await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => trial.StartAsync("Count", 9, options))).Message;
    }

    [Theory]
    [EveryMode]
    [Statement(101)]
    public async Task Schedule_ProtectingOnlyTerminatedOnes_MakesNoSense(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, _ => { });
        var options = new StartOrchestrationOptions(trial.IdFor("any")).WithDedupeStatuses(OrchestrationRuntimeStatus.Terminated);

        await Should.ThrowAsync<ArgumentException>(() => trial.StartAsync("Any", null, options));
    }

    [Theory]
    [EveryMode]
    [Statement(22, 101, 102)]
    public async Task Schedule_ReplacingALiveInstance_LeavesNothingOfTheOldOne(EngineMode mode)
    {
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string, string>("Work", async (context, input) =>
            {
                if (input == "new")
                {
                    return await context.WaitForExternalEvent<string>("end");
                }

                _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return await context.CallActivityAsync<string>("Block");
            })
            .AddActivityFunc<string>("Block", async context =>
            {
                entered.Release();
                await release.WaitAsync(context.GetCancellationToken());
                return "old result";
            }));
        var options = new StartOrchestrationOptions(trial.IdFor("same"));
        var id = await trial.StartedAsync("Work", "old", options);
        await trial.RaiseAsync(id, "end", "for the old one");
        await entered.WaitAsync(trial.Deadline);

        await trial.StartedAsync("Work", "new", options with { DedupeStatuses = [] });
        release.Release();
        await trial.SettledAsync();
        var timers = await trial.TimersAsync(id);
        await trial.RaiseAsync(id, "end", "new result");

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("new result");
        timers.ShouldBe(0);
        (await trial.HistoryAsync(id)).Select(past => past.Type).ShouldBe(
        [
            EventType.OrchestratorStarted, EventType.ExecutionStarted,
            EventType.OrchestratorStarted, EventType.EventRaised, EventType.ExecutionCompleted,
        ]);
    }

    [Theory]
    [EveryMode]
    [Statement(101)]
    public async Task Schedule_ReplacingALiveChild_TellsItsParent(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child", new TaskOptions().WithInstanceId(context.InstanceId + "-child"));
                }
                catch (TaskFailedException error)
                {
                    return error.FailureDetails.ErrorType;
                }
            })
            .AddOrchestratorFunc<string>("Child", context => context.WaitForExternalEvent<string>("go")));
        var parent = await trial.StartedAsync("Parent");
        await trial.Client.WaitForInstanceStartAsync(parent + "-child", trial.Deadline);

        await trial.StartAsync("Child", null, new StartOrchestrationOptions(parent + "-child") { DedupeStatuses = [] });

        (await trial.EndOfAsync(parent)).ReadOutputAs<string>().ShouldBe("OrchestrationReplaced");
    }

    [Theory]
    [EveryMode]
    [Statement(109)]
    public async Task Restart_RunsAgainWithTheSameNameInputVersionAndTags(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int, string>("Echo", (context, value) => $"{value}@{context.Version}")
            .AddOrchestratorFunc<int>("Wait", context => context.WaitForExternalEvent<int>("x")));
        var options = new StartOrchestrationOptions { Version = "2", Tags = new Dictionary<string, string> { ["k"] = "v" } };
        var first = await trial.RunAsync("Echo", 5, options);

        var same = await trial.Client.RestartAsync(first.InstanceId, cancellation: trial.Deadline);
        var sameEnd = await trial.EndOfAsync(same);
        var other = await trial.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: true, trial.Deadline);
        var otherEnd = await trial.EndOfAsync(other);
        var live = await trial.StartedAsync("Wait");

        same.ShouldBe(first.InstanceId);
        sameEnd.CreatedAt.ShouldBeGreaterThan(first.CreatedAt);
        Guid.TryParseExact(other, "N", out _).ShouldBeTrue();
        other.ShouldNotBe(first.InstanceId);
        new[] { sameEnd, otherEnd }.ShouldAllBe(end => end.ReadOutputAs<string>() == "5@2" && end.Tags["k"] == "v");
        await Should.ThrowAsync<ArgumentException>(() => trial.Client.RestartAsync(trial.IdFor("nobody"), cancellation: trial.Deadline));
        await Should.ThrowAsync<InvalidOperationException>(() => trial.Client.RestartAsync(live, cancellation: trial.Deadline));
    }
}
