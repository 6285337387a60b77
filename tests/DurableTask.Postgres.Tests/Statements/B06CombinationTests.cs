using System.Collections.Concurrent;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.6: tasks in combination, and exceptions.</summary>
public sealed class B06CombinationTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(64, 65)]
    public async Task WhenAny_FirstInHistoryWins_AndTheLoserGoesOn(EngineMode mode)
    {
        using var release = new SemaphoreSlim(0);
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("Race", async context =>
            {
                var slow = context.CallActivityAsync<string>("Slow");
                var ignored = context.CallActivityAsync<string>("Slow");
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                var first = await Task.WhenAny(slow, ignored, timer);
                await context.CallActivityAsync("Release");
                return (first == timer ? "timer" : "activity") + " then " + await slow;
            })
            .AddActivityFunc<string>("Slow", async context =>
            {
                await release.WaitAsync(context.GetCancellationToken());
                return "activity";
            })
            .AddActivityFunc<int>("Release", _ => release.Release(2)));

        var end = await trial.RunAsync("Race");

        end.ReadOutputAs<string>().ShouldBe("timer then activity");
        (await trial.HistoryAsync(end.InstanceId)).Where(past => past.Type == EventType.TaskCompleted).Select(past => past.TaskId)
            .ShouldBe([0, 1, 3], ignoreOrder: true);
    }

    [Theory]
    [EveryMode]
    [Statement(66)]
    public async Task WhenAll_SeveralFail_WaitsForAllAndThrowsTheFirstOfTheArguments(EngineMode mode)
    {
        var gates = Enumerable.Range(0, 3).Select(_ => new SemaphoreSlim(0)).ToArray();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string>("All", async context =>
            {
                var calls = Enumerable.Range(0, 3).Select(number => context.CallActivityAsync<int>("Work", number)).ToArray();
                try
                {
                    await Task.WhenAll(calls);
                    return "all well";
                }
                catch (TaskFailedException error)
                {
                    return $"{error.FailureDetails.ErrorMessage}, all ended: {calls.All(call => call.IsCompleted)}";
                }
            })
            .AddActivityFunc<int, int>("Work", async (context, number) =>
            {
                await gates[number].WaitAsync(context.GetCancellationToken());
                return number == 2 ? number : throw new IOException($"number {number}");
            }));
        var id = await trial.StartAsync("All");

        gates[1].Release();
        await trial.HappenedAsync(id, EventType.TaskFailed);
        gates[0].Release();
        await trial.HappenedAsync(id, EventType.TaskFailed, 2);
        var before = await trial.GetAsync(id);
        gates[2].Release();
        var end = await trial.EndOfAsync(id);

        before.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        end.ReadOutputAs<string>().ShouldBe("number 0, all ended: True");
        Array.ForEach(gates, gate => gate.Dispose());
    }

    [Theory]
    [EveryMode]
    [Statement(67)]
    public async Task CatchAndFinally_WithCompensation_RunOnFailureAndNotOnTerminate(EngineMode mode)
    {
        var done = new ConcurrentQueue<string>();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string, string>("Book", async (context, how) =>
            {
                await context.CallActivityAsync("Do", "reserve");
                try
                {
                    if (how == "wait")
                    {
                        await context.WaitForExternalEvent<int>("never");
                    }

                    await context.CallActivityAsync("Do", "pay");
                    return "paid";
                }
                catch (TaskFailedException)
                {
                    await context.CallActivityAsync("Do", "release");
                    return "released";
                }
                finally
                {
                    await context.CallActivityAsync("Do", "close");
                }
            })
            .AddActivityFunc<string, int>("Do", (_, what) =>
            {
                done.Enqueue(what);
                return what == "pay" ? throw new IOException("no money") : 0;
            }));

        var failed = await trial.RunAsync("Book", "pay");
        var first = done.ToArray();
        done.Clear();
        var waiting = await trial.StartAsync("Book", "wait");
        await trial.HappenedAsync(waiting, EventType.TaskCompleted);
        await trial.Client.TerminateInstanceAsync(waiting, trial.Deadline);
        await trial.EndOfAsync(waiting);
        await trial.SettledAsync();

        failed.ReadOutputAs<string>().ShouldBe("released");
        first.ShouldBe(["reserve", "pay", "release", "close"]);
        done.ShouldBe(["reserve"]);
    }
}
