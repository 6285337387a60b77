using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.8: starting over.</summary>
public sealed class B08ContinueAsNewTests(SharedEngines engines) : StatementTests(engines), IDisposable
{
    private readonly TurnGate _gate = new();

    public void Dispose() => _gate.Dispose();

    [Theory]
    [EveryMode]
    [Statement(77)]
    public async Task ContinueAsNew_TakesEffectAtTheReturn_TheLastCallCounts(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int, string>("Loop", async (context, round) =>
            {
                if (round > 0)
                {
                    return $"round {round}";
                }

                var target = context.InstanceId + "-receiver";
                context.SendEvent(target, "note", "before");
                context.ContinueAsNew(1);
                context.SendEvent(target, "note", "after");
                await context.CallActivityAsync("Nothing");
                context.SendEvent(target, "note", "still here");
                context.ContinueAsNew(2);
                return "never seen";
            })
            .AddOrchestratorFunc<string>("Receiver", async context => string.Join(
                ", ",
                await context.WaitForExternalEvent<string>("note"),
                await context.WaitForExternalEvent<string>("note"),
                await context.WaitForExternalEvent<string>("note")))
            .AddActivityFunc<int>("Nothing", _ => 0));
        var receiver = await trial.StartAsync("Receiver", null, new StartOrchestrationOptions(trial.IdFor("loop") + "-receiver"));

        var end = await trial.RunAsync("Loop", 0, new StartOrchestrationOptions(trial.IdFor("loop")));

        end.ReadOutputAs<string>().ShouldBe("round 2");
        end.ReadInputAs<int>().ShouldBe(2);
        (await trial.EndOfAsync(receiver)).ReadOutputAs<string>().ShouldBe("before, after, still here");
    }

    [Theory]
    [EveryMode]
    [Statement(78)]
    public async Task ContinueAsNew_ThenAnException_FailsTheInstanceWithAWarning(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Stumble", new Func<TaskOrchestrationContext, int>(context =>
        {
            context.ContinueAsNew();
            throw new TimeoutException("stumbled");
        })));

        var end = await trial.RunAsync("Stumble");

        end.FailureDetails!.ToString().ShouldBe("System.TimeoutException: stumbled");
        trial.Logs.ShouldContain(line => line.StartsWith("Warning", StringComparison.Ordinal)
            && line.Contains(end.InstanceId, StringComparison.Ordinal) && line.Contains("will not start over", StringComparison.Ordinal));
    }

    [Theory]
    [EveryMode]
    [Statement(79, 80)]
    public async Task NextExecution_HasNewInputVersionAndCounters_AndKeepsTheRest(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Loop", 0, new TaskOptions(tags: new Dictionary<string, string> { ["k"] = "v" }).WithInstanceId(context.InstanceId + "-loop")))
            .AddOrchestratorFunc<int, string>("Loop", async (context, round) =>
            {
                if (round < 2)
                {
                    context.SetCustomStatus("kept");
                    context.NewGuid();
                    await context.CallActivityAsync("Nothing");
                    context.ContinueAsNew(new ContinueAsNewOptions { NewInput = round + 1, NewVersion = round == 0 ? "2" : " " });
                    return string.Empty;
                }

                var isFirst = context.NewGuid() == VersionFiveGuid.Expected(context.InstanceId, context.CurrentUtcDateTime, 0);
                await context.CallActivityAsync("Nothing");
                await context.WaitForExternalEvent<int>("end");
                return $"{context.Name}, version {context.Version}, child of {context.Parent!.Name}, counts from 0: {isFirst}";
            })
            .AddActivityFunc<int>("Nothing", _ => 0));
        var parent = await trial.StartedAsync("Parent");
        var id = parent + "-loop";
        await trial.UntilAsync(async () => (await trial.Client.GetInstanceAsync(id, true, trial.Deadline))?.SerializedInput == "2");

        var running = await trial.GetAsync(id);
        await trial.HappenedAsync(id, EventType.TaskCompleted);
        var history = await trial.HistoryAsync(id);
        await trial.RaiseAsync(id, "end", 0);
        var end = await trial.EndOfAsync(id);

        running.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        running.SerializedCustomStatus.ShouldBe("\"kept\"");
        end.ReadOutputAs<string>().ShouldBe("Loop, version 2, child of Parent, counts from 0: True");
        end.Tags.ShouldBe(new Dictionary<string, string> { ["k"] = "v" });
        end.CreatedAt.ShouldBe(running.CreatedAt);
        end.CreatedAt.ShouldBeLessThan(history[0].Timestamp.AddTicks(1));
        history.Select(past => (past.Type, past.TaskId)).ShouldBe(
        [
            (EventType.OrchestratorStarted, -1), (EventType.ExecutionStarted, -1), (EventType.TaskScheduled, 0),
            (EventType.OrchestratorStarted, -1), (EventType.TaskCompleted, 0),
        ]);
    }

    [Theory]
    [EveryMode]
    [Statement(81, 80)]
    public async Task ContinueAsNew_Preserving_HandsUnreadEventsOnInOrder(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, AddCollector);

        var (id, history) = await RunCollectorAsync(trial, preserve: true, letters: 3);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("abc");
        history.Take(4).Select(past => $"{past.Type} {past.Payload}".Trim()).ShouldBe(
            ["OrchestratorStarted", "ExecutionStarted", "EventRaised \"a\"", "EventRaised \"b\""]);
    }

    [Theory]
    [EveryMode]
    [Statement(81)]
    public async Task ContinueAsNew_AfterEachEvent_LosesNoneAndKeepsTheirOrder(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string, string>("Collect", async (context, soFar) =>
        {
            var all = soFar + await context.WaitForExternalEvent<string>("letter");
            if (all.Length < 8)
            {
                context.ContinueAsNew(all);
            }

            return all;
        }));
        var id = await trial.StartAsync("Collect", string.Empty);

        foreach (var letter in "abcdefgh")
        {
            await trial.RaiseAsync(id, "letter", letter.ToString());
        }

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("abcdefgh");
    }

    [Theory]
    [EveryMode]
    [Statement(81)]
    public async Task ContinueAsNew_NotPreserving_DropsEventsBeforeAndAfterTheCallInThatTurn(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, AddCollector);

        var (id, history) = await RunCollectorAsync(trial, preserve: false, letters: 1);

        (await trial.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("c");
        history.ShouldNotContain(past => past.Payload == "\"a\"" || past.Payload == "\"b\"");
    }

    [Theory]
    [EveryMode]
    [Statement(80, 83)]
    public async Task ContinueAsNew_AgainAndAgain_IsNotSeenFromOutsideButForTheInput(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int, int>("Count", async (context, value) =>
            {
                var next = await context.CallActivityAsync<int>("Add", value);
                if (next < 10)
                {
                    context.ContinueAsNew(next);
                }

                return next;
            })
            .AddActivityFunc<int, int>("Add", (_, value) => value + 1));
        var id = await trial.StartAsync("Count", 0);

        var waiting = trial.EndOfAsync(id);
        var seen = new HashSet<OrchestrationRuntimeStatus>();
        await trial.UntilAsync(async () =>
        {
            seen.Add((await trial.GetAsync(id)).RuntimeStatus);
            return waiting.IsCompleted;
        });
        var end = await waiting;

        seen.Except([OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Completed])
            .ShouldBeEmpty();
        end.ReadOutputAs<int>().ShouldBe(10);
        end.ReadInputAs<int>().ShouldBe(9);
        (await trial.HistoryAsync(id)).Count.ShouldBe(6);
    }

    [Theory]
    [EveryMode]
    [Statement(84)]
    public async Task ContinueAsNew_InASubOrchestration_TellsTheParentOnlyTheLastOutput(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Parent", context => context.CallSubOrchestratorAsync<int>("Loop", 0))
            .AddOrchestratorFunc<int, int>("Loop", (context, value) =>
            {
                if (value < 3)
                {
                    context.ContinueAsNew(value + 1);
                }

                return value;
            }));

        var end = await trial.RunAsync("Parent");

        end.ReadOutputAs<int>().ShouldBe(3);
        (await trial.HistoryAsync(end.InstanceId)).Count(past => past.Type == EventType.SubOrchestrationCompleted).ShouldBe(1);
    }

    [Theory]
    [EveryMode]
    [Statement(85)]
    public async Task ContinueAsNew_EndlessLoopWithoutAwait_StarvesNobody(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int, int>("Spin", (context, value) =>
            {
                context.ContinueAsNew(value + 1);
                return value;
            })
            .AddOrchestratorFunc<int>("Quick", context => context.CallActivityAsync<int>("Five"))
            .AddActivityFunc<int>("Five", _ => 5));
        var spinning = await trial.StartAsync("Spin", 0);
        await trial.UntilAsync(async () => (await trial.GetAsync(spinning)).ReadInputAs<int>() > 3);

        (await trial.RunAsync("Quick")).ReadOutputAs<int>().ShouldBe(5);
        await trial.Client.TerminateInstanceAsync(spinning, trial.Deadline);

        (await trial.EndOfAsync(spinning)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    private sealed record Round(bool IsFirst, bool Preserve, int Letters);

    private void AddCollector(DurableTaskRegistry tasks) => tasks.AddOrchestratorFunc<Round, string>("Collect", async (context, round) =>
    {
        if (round.IsFirst)
        {
            _gate.Pass();
            await context.WaitForExternalEvent<int>("go");
            context.ContinueAsNew(round with { IsFirst = false }, round.Preserve);
            return string.Empty;
        }

        var all = string.Empty;
        while (all.Length < round.Letters)
        {
            all += await context.WaitForExternalEvent<string>("letter");
        }

        await context.WaitForExternalEvent<int>("end");
        return all;
    });

    /// <summary>Sends "a", the signal to start over and "b" into one turn, then "c" to the next execution; returns that one's history.</summary>
    private async Task<(string Id, IReadOnlyList<HistoryEvent> History)> RunCollectorAsync(Trial trial, bool preserve, int letters)
    {
        var id = await trial.StartAsync("Collect", new Round(true, preserve, letters));
        await _gate.EnteredAsync(trial.Deadline);
        await trial.RaiseAsync(id, "letter", "a");
        await trial.RaiseAsync(id, "go", 0);
        await trial.RaiseAsync(id, "letter", "b");
        _gate.Open();
        await trial.UntilAsync(async () => (await trial.GetAsync(id)).ReadInputAs<Round>() is { IsFirst: false });
        await trial.RaiseAsync(id, "letter", "c");
        await trial.UntilAsync(async () => (await trial.HistoryAsync(id)).Any(past => past.Payload == "\"c\""));
        var history = await trial.HistoryAsync(id);
        await trial.RaiseAsync(id, "end", 0);
        return (id, history);
    }
}
