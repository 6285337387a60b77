using System.Collections.Concurrent;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.9: terminating.</summary>
public sealed class B09TerminateTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(92)]
    public async Task Terminate_EndsWithTheOutputAndRunsNoCode(EngineMode mode)
    {
        var ran = new ConcurrentQueue<string>();
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Wait", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<int>("never");
            }
            catch (Exception)
            {
                ran.Enqueue("catch");
                throw;
            }
            finally
            {
                ran.Enqueue("finally");
            }
        }));
        var id = await trial.StartedAsync("Wait");

        await trial.Client.TerminateInstanceAsync(id, new { Reason = "enough" }, trial.Deadline);
        var end = await trial.EndOfAsync(id);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.SerializedOutput.ShouldBe("""{"Reason":"enough"}""");
        end.FailureDetails.ShouldBeNull();
        ran.ShouldBeEmpty();
        (await trial.HistoryAsync(id)).TakeLast(2).Select(past => past.Type)
            .ShouldBe([EventType.ExecutionTerminated, EventType.ExecutionCompleted]);
    }

    [Theory]
    [EveryMode]
    [Statement(93)]
    public async Task Terminate_ActionsMadeEarlierInThatTurn_AreSentOut(EngineMode mode)
    {
        var ran = new SemaphoreSlim(0);
        using var gate = new TurnGate();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Act", async context =>
            {
                gate.Pass();
                await context.WaitForExternalEvent<int>("go");
                context.SendEvent(context.InstanceId + "-receiver", "note", "sent");
                return await context.CallActivityAsync<int>("Note");
            })
            .AddOrchestratorFunc<string>("Receiver", context => context.WaitForExternalEvent<string>("note"))
            .AddActivityFunc<int>("Note", _ => ran.Release()));
        var id = trial.IdFor("act");
        await trial.StartAsync("Receiver", null, new StartOrchestrationOptions(id + "-receiver"));
        await trial.StartAsync("Act", null, new StartOrchestrationOptions(id));
        await gate.EnteredAsync(trial.Deadline);

        await trial.RaiseAsync(id, "go", 0);
        await trial.Client.TerminateInstanceAsync(id, trial.Deadline);
        gate.Open();
        var end = await trial.EndOfAsync(id);

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        await ran.WaitAsync(trial.Deadline);
        (await trial.EndOfAsync(id + "-receiver")).ReadOutputAs<string>().ShouldBe("sent");
    }

    [Theory]
    [EveryMode]
    [Statement(94)]
    public async Task Terminate_AndTheEndInOneTurn_TheFirstCounts(EngineMode mode)
    {
        (await EndAsync("go", terminateFirst: false)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        (await EndAsync("go", terminateFirst: true)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await EndAsync("over", terminateFirst: false)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);

        async Task<OrchestrationMetadata> EndAsync(string signal, bool terminateFirst)
        {
            using var gate = new TurnGate();
            await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<string>("Act", async context =>
            {
                gate.Pass();
                var over = context.WaitForExternalEvent<int>("over");
                if (await Task.WhenAny(context.WaitForExternalEvent<int>("go"), over) == over)
                {
                    context.ContinueAsNew();
                }

                return "done";
            }));
            var id = await trial.StartAsync("Act");
            await gate.EnteredAsync(trial.Deadline);
            if (terminateFirst)
            {
                await trial.Client.TerminateInstanceAsync(id, trial.Deadline);
            }

            await trial.RaiseAsync(id, signal, 0);
            if (!terminateFirst)
            {
                await trial.Client.TerminateInstanceAsync(id, trial.Deadline);
            }

            gate.Open();
            return await trial.EndOfAsync(id);
        }
    }

    [Theory]
    [EveryMode]
    [Statement(94)]
    public async Task Terminate_WhileInstancesComplete_EndsEachOnceEitherWay(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Short", async context => await context.CallActivityAsync<int>("One"))
            .AddActivityFunc<int>("One", _ => 1));
        var ids = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => trial.StartAsync("Short")));

        await Task.WhenAll(ids.Select(id => trial.Client.TerminateInstanceAsync(id, "stopped", trial.Deadline)));
        var ends = await Task.WhenAll(ids.Select(trial.EndOfAsync));

        ends.ShouldAllBe(end => end.RuntimeStatus == OrchestrationRuntimeStatus.Completed
            ? end.SerializedOutput == "1"
            : end.RuntimeStatus == OrchestrationRuntimeStatus.Terminated && end.SerializedOutput == "\"stopped\"");
        foreach (var id in ids)
        {
            (await trial.HistoryAsync(id)).Count(past => past.Type == EventType.ExecutionCompleted).ShouldBe(1);
        }
    }

    [Theory]
    [EveryMode]
    [Statement(95)]
    public async Task Terminate_Recursive_EndsTheWholeTreeOtherwiseOnlyTheParent(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int, int>("Tree", async (context, depth) =>
        {
            var below = new TaskOptions().WithInstanceId($"{context.InstanceId}.{depth - 1}");
            return depth == 0
                ? await context.WaitForExternalEvent<int>("go")
                : await context.CallSubOrchestratorAsync<int>("Tree", depth - 1, below);
        }));
        foreach (var recursive in new[] { true, false })
        {
            var root = trial.IdFor($"tree {recursive}");
            string[] tree = [root, $"{root}.1", $"{root}.1.0"];
            await trial.StartAsync("Tree", 2, new StartOrchestrationOptions(root));
            await trial.UntilAsync(async () => await trial.Client.GetInstanceAsync(tree[2], trial.Deadline) is { IsRunning: true });

            var options = recursive ? new TerminateInstanceOptions("enough", Recursive: true) : new TerminateInstanceOptions("enough");
            await trial.Client.TerminateInstanceAsync(root, options, trial.Deadline);

            (await trial.EndOfAsync(root)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
            if (!recursive)
            {
                await trial.RaiseAsync(tree[2], "go", 5);
            }

            var below = await Task.WhenAll(tree.Skip(1).Select(trial.EndOfAsync));
            var expected = recursive ? (OrchestrationRuntimeStatus.Terminated, "\"enough\"") : (OrchestrationRuntimeStatus.Completed, "5");
            below.ShouldAllBe(end => end.RuntimeStatus == expected.Item1 && end.SerializedOutput == expected.Item2);
        }
    }

    [Theory]
    [EveryMode]
    [Statement(96)]
    public async Task Terminate_InstanceThatNeverRan_NeverRunsIt(EngineMode mode)
    {
        var ran = new ConcurrentQueue<int>();
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Later", _ =>
        {
            ran.Enqueue(1);
            return 1;
        }));
        var id = await trial.StartAsync("Later", null, new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow().AddHours(1)));
        var before = await trial.GetAsync(id);

        await trial.Client.TerminateInstanceAsync(id, "not needed", trial.Deadline);
        var end = await trial.EndOfAsync(id);

        before.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        end.ReadOutputAs<string>().ShouldBe("not needed");
        ran.ShouldBeEmpty();
        (await trial.TimersAsync(id)).ShouldBe(0);
    }

    [Theory]
    [EveryMode]
    [Statement(97)]
    public async Task Terminate_SuspendedInstance_EndsIt(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>(
            "Wait", context => context.WaitForExternalEvent<int>("x")));
        var id = await trial.StartedAsync("Wait");
        await trial.Client.SuspendInstanceAsync(id, cancellation: trial.Deadline);
        await trial.StatusAsync(id, OrchestrationRuntimeStatus.Suspended);

        await trial.Client.TerminateInstanceAsync(id, trial.Deadline);

        (await trial.EndOfAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }
}
