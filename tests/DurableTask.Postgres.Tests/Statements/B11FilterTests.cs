using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Options;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.11: workers that do not take everything.</summary>
public sealed class B11FilterTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(121)]
    public async Task OrchestrationFilter_SaysNo_LeavesTheInstanceToOtherWorkers(EngineMode mode)
    {
        await using var picky = await StartWorkerAsync(mode, "picky", worker => worker.UseOrchestrationFilter(new ByTeam("blue")));
        var tags = new Dictionary<string, string> { ["team"] = "red" };
        var red = await picky.Client.ScheduleNewOrchestrationInstanceAsync(
            "Where", null, new StartOrchestrationOptions { Tags = tags }, picky.Deadline);
        await Eventually.TrueAsync(
            () => picky.Logs.Lines.Any(line => line.Contains(red, StringComparison.Ordinal) && line.Contains("left to other workers", StringComparison.Ordinal)),
            picky.Deadline);
        var blue = await picky.RunAsync(
            "Where", null, new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["team"] = "blue" } });
        (await picky.Client.GetInstanceAsync(red, picky.Deadline))!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);

        await using var any = await StartWorkerAsync(mode, "any", _ => { });

        blue.ReadOutputAs<string>().ShouldBe("picky");
        (await any.EndOfAsync(red)).ReadOutputAs<string>().ShouldBe("any");
    }

    [Theory]
    [EveryMode]
    [Statement(122)]
    public async Task WorkItemFilters_OneWorkerForOrchestrationsAndOneForActivities_ShareTheWork(EngineMode mode)
    {
        await using var brain = await StartWorkerAsync(mode, "brain", worker => worker.UseWorkItemFilters(new DurableTaskWorkerWorkItemFilters
        {
            Orchestrations = [new("CALL", null), new("Where", ["1"])],
        }));
        await using var hands = await StartWorkerAsync(mode, "hands", worker => worker.UseWorkItemFilters(new DurableTaskWorkerWorkItemFilters
        {
            Orchestrations = [new("Where", ["2"])],
            Activities = [new("Do", null)],
        }));

        var called = await brain.RunAsync("Call");
        var one = await brain.RunAsync("Where", null, new StartOrchestrationOptions { Version = "1" });
        var two = await brain.RunAsync("Where", null, new StartOrchestrationOptions { Version = "2" });

        called.ReadOutputAs<string>().ShouldBe("brain, hands");
        one.ReadOutputAs<string>().ShouldBe("brain");
        two.ReadOutputAs<string>().ShouldBe("hands");
    }

    [Theory]
    [EveryMode]
    [Statement(122)]
    public async Task WorkItemFilters_OfTheRegistry_LeaveUnknownNamesAlone(EngineMode mode)
    {
        await using var host = await StartWorkerAsync(mode, "own", worker => worker.UseWorkItemFilters());
        var unknown = await host.Client.ScheduleNewOrchestrationInstanceAsync("Later", host.Deadline);
        var own = await host.RunAsync("Call");
        var waiting = await host.Client.GetInstanceAsync(unknown, host.Deadline);

        await using var newer = await StartAloneAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Later", _ => "newer"));

        own.ReadOutputAs<string>().ShouldBe("own, own");
        waiting!.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        (await newer.EndOfAsync(unknown)).ReadOutputAs<string>().ShouldBe("newer");
    }

    [Theory]
    [EveryMode]
    [Statement(122)]
    public async Task WorkItemFilters_ForTasksThatAreNotRegistered_StopTheHost(EngineMode mode)
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(() => StartWorkerAsync(
            mode,
            "mistaken",
            worker => worker.UseWorkItemFilters(new DurableTaskWorkerWorkItemFilters
            {
                Orchestrations = [new("Call", null), new("Nobody", null)],
                Activities = [new("Nothing", null)],
            })));

        error.Message.ShouldContain("orchestration 'Nobody', activity 'Nothing'");
    }

    private Task<EngineHost> StartWorkerAsync(EngineMode mode, string name, Action<IDurableTaskWorkerBuilder> configure)
    {
        ReplaysAlike = false;
        return StartAloneAsync(
            mode,
            tasks => tasks
                .AddOrchestratorFunc<string>("Where", _ => name)
                .AddOrchestratorFunc<string>("Call", async context => $"{name}, {await context.CallActivityAsync<string>("Do")}")
                .AddActivityFunc<string>("Do", _ => name),
            services: services => configure(services.AddDurableTaskWorker()));
    }

    private sealed class ByTeam(string team) : IOrchestrationFilter
    {
        public ValueTask<bool> IsOrchestrationValidAsync(OrchestrationFilterParameters info, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(info.Name == "Where" && info.Tags!["team"] == team);
    }
}
