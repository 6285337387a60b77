using System.Collections.Concurrent;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.1: replay, and what breaks it.</summary>
public sealed class B01ReplayTests(SharedEngines engines) : StatementTests(engines)
{
    [Theory]
    [EveryMode]
    [Statement(8, 129)]
    public async Task IsReplaying_IsTrueOnlyForWhatHappenedBefore(EngineMode mode)
    {
        var seen = new ConcurrentQueue<(string Step, bool IsReplaying)>();
        await using var trial = await BeginAsync(mode, tasks => tasks.AddOrchestratorFunc<int>("Watch", async context =>
        {
            seen.Enqueue(("begin", context.IsReplaying));
            for (var step = 1; step <= 3; step++)
            {
                await context.WaitForExternalEvent<int>("go");
                seen.Enqueue(($"step {step}", context.IsReplaying));
            }

            return 1;
        }));
        var id = await trial.StartedAsync("Watch");
        for (var step = 1; step <= 3; step++)
        {
            await trial.RaiseAsync(id, "go", step);
            await trial.HappenedAsync(id, EventType.EventRaised, step);
        }

        await trial.EndOfAsync(id);

        var bySteps = seen.ToLookup(entry => entry.Step, entry => entry.IsReplaying);
        bySteps.Count.ShouldBe(4);
        bySteps.ShouldAllBe(step => !step.First() && step.Skip(1).All(isReplaying => isReplaying));
        if (mode.Cache == 0)
        {
            // Each turn replays all former ones, and turns from replaying to new in the middle of the function.
            bySteps["begin"].ShouldBe([false, true, true, true]);
            bySteps["step 3"].ShouldBe([false]);
        }
        else
        {
            // The live orchestrator serves the next turn.
            bySteps["begin"].ShouldBe([false]);
        }
    }

    [Theory]
    [EveryMode]
    [Statement(9)]
    public async Task Await_TaskThatTheContextDidNotMake_FailsWithAdviceInsteadOfHanging(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Delays", async _ =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
                return 1;
            })
            .AddOrchestratorFunc<int>("NeverEnds", _ => new TaskCompletionSource<int>().Task));

        foreach (var name in new[] { "Delays", "NeverEnds" })
        {
            var end = await trial.RunAsync(name);
            end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
            end.FailureDetails!.ErrorType.ShouldBe(typeof(OrchestratorStuckException).FullName);
            end.FailureDetails.ErrorMessage.ShouldContain("Move such work into an activity");
        }
    }

    [Theory]
    [EveryMode]
    [Statement(10)]
    public async Task ConfigureAwaitFalse_LeavesTheTurn_FailsTheInstance(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Threads", async context =>
            {
                await context.CallActivityAsync("Nothing").ConfigureAwait(false);
                return await context.CallActivityAsync<int>("Nothing");
            })
            .AddActivityFunc<int>("Nothing", _ => 0));

        var end = await trial.RunAsync("Threads");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorMessage.ShouldContain("ConfigureAwait(false)");
    }

    [Theory]
    [EveryMode]
    [Statement(11, 13)]
    public async Task Replay_CodeHasChanged_FailsAndTellsBothVersionsOfTheStory(EngineMode mode)
    {
        Func<TaskOrchestrationContext, Task>[] before =
        [
            context => context.CallActivityAsync("Before"),
            context => context.CallActivityAsync("Before"),
            context => context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None),
            context => context.CallSubOrchestratorAsync("ChildBefore"),
            context => Send(context, "before"),
        ];
        Func<TaskOrchestrationContext, Task>[] after =
        [
            context => context.CallActivityAsync("After"),
            context => context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None),
            context => context.CallSubOrchestratorAsync("ChildAfter"),
            context => context.CallSubOrchestratorAsync("ChildAfter"),
            context => Send(context, "after"),
        ];
        string[] stories =
        [
            "TaskScheduled 'Before' as action 0, but the orchestrator 'Changing0' now did TaskScheduled 'After'",
            "TaskScheduled 'Before' as action 0, but the orchestrator 'Changing1' now did TimerCreated",
            "TimerCreated as action 0, but the orchestrator 'Changing2' now did SubOrchestrationCreated 'ChildAfter'",
            "SubOrchestrationCreated 'ChildBefore' as action 0, but the orchestrator 'Changing3' now did SubOrchestrationCreated 'ChildAfter'",
            "EventSent 'before' as action 0, but the orchestrator 'Changing4' now did EventSent 'after'",
        ];
        await using var trial = await BeginAsync(mode, tasks => AddAll(tasks, before));
        var ids = new List<string>();
        for (var number = 0; number < before.Length; number++)
        {
            ids.Add(await trial.StartAsync($"Changing{number}"));
            await trial.SaidAsync(ids[number], "waiting");
        }

        await trial.DeployAsync(tasks => AddAll(tasks, after));

        for (var number = 0; number < before.Length; number++)
        {
            await trial.RaiseAsync(ids[number], "go", 0);
            var end = await trial.EndOfAsync(ids[number]);
            end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
            end.FailureDetails!.ErrorType.ShouldBe(typeof(NonDeterministicOrchestrationException).FullName);
            end.FailureDetails.ErrorMessage.ShouldContain(stories[number]);
            end.FailureDetails.ErrorMessage.ShouldContain("Did its code change while the instance ran");
        }

        static Task Send(TaskOrchestrationContext context, string name)
        {
            context.SendEvent("nobody", name, 1);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [EveryMode]
    [Statement(12)]
    public async Task Replay_OnlyDetailsHaveChanged_GoesOn(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => AddAll(tasks, [context => AllKindsAsync(context, "Before", 1, "1")]));
        var id = await trial.StartAsync("Changing0");
        await trial.SaidAsync(id, "waiting");

        await trial.DeployAsync(tasks => AddAll(tasks, [context => AllKindsAsync(context, "BEFORE", 2, "2")]));
        await trial.RaiseAsync(id, "go", 0);

        (await trial.EndOfAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);

        static async Task AllKindsAsync(TaskOrchestrationContext context, string name, int value, string version)
        {
            await context.CallActivityAsync(name, value, new TaskOptions { Version = version });
            await context.CallSubOrchestratorAsync("ChildBefore", value, new TaskOptions().WithInstanceId($"{context.InstanceId}-{version}"));
            await context.CreateTimer(TimeSpan.FromMilliseconds(value), CancellationToken.None);
            context.SendEvent($"nobody-{value}", "hello", value);
        }
    }

    [Theory]
    [EveryMode]
    [Statement(14)]
    public async Task Replay_FunctionEndsEarlierThanTheHistorySays_Fails(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => AddAll(tasks, [async context =>
        {
            await context.CallActivityAsync("Before");
            await context.CallActivityAsync("After");
        }]));
        var id = await trial.StartAsync("Changing0");
        await trial.SaidAsync(id, "waiting");

        await trial.DeployAsync(tasks => AddTasks(tasks).AddOrchestratorFunc("Changing0", context => context.CallActivityAsync("Before")));
        await trial.RaiseAsync(id, "go", 0);
        var end = await trial.EndOfAsync(id);

        end.FailureDetails!.ErrorType.ShouldBe(typeof(NonDeterministicOrchestrationException).FullName);
        end.FailureDetails.ErrorMessage.ShouldContain("TaskScheduled 'After' as action 1, but the orchestrator 'Changing0' now did nothing");
    }

    [Theory]
    [EveryMode]
    [Statement(16)]
    public async Task Replay_ActionsOfThePast_AreNotSentAgain(EngineMode mode)
    {
        var activities = new ConcurrentQueue<int>();
        var children = new ConcurrentQueue<int>();
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<string, int>("Sender", async (context, target) =>
            {
                for (var round = 0; round < 4; round++)
                {
                    await context.CallActivityAsync("Note", round);
                    await context.CallSubOrchestratorAsync("Child", round);
                    context.SendEvent(target, "hello", round);
                }

                context.SendEvent(target, "end", 0);
                return 0;
            })
            .AddOrchestratorFunc<int, int>("Child", (context, round) =>
            {
                if (!context.IsReplaying)
                {
                    children.Enqueue(round);
                }

                return round;
            })
            .AddOrchestratorFunc<List<int>>("Receiver", async context =>
            {
                var all = new List<int>();
                var end = context.WaitForExternalEvent<int>("end");
                while (true)
                {
                    var hello = context.WaitForExternalEvent<int>("hello");
                    if (await Task.WhenAny(hello, end) == end)
                    {
                        return all;
                    }

                    all.Add(await hello);
                }
            })
            .AddActivityFunc<int>("Note", (_, round) => activities.Enqueue(round)));
        var receiver = await trial.StartAsync("Receiver");

        await trial.RunAsync("Sender", receiver);
        var received = await trial.EndOfAsync(receiver);

        activities.ShouldBe([0, 1, 2, 3]);
        children.ShouldBe([0, 1, 2, 3]);
        received.ReadOutputAs<int[]>().ShouldBe([0, 1, 2, 3]);
    }

    private static DurableTaskRegistry AddTasks(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int>("ChildBefore", _ => 1)
        .AddOrchestratorFunc<int>("ChildAfter", _ => 1)
        .AddActivityFunc<int>("Before", _ => 1)
        .AddActivityFunc<int>("After", _ => 1);

    private static void AddAll(DurableTaskRegistry tasks, Func<TaskOrchestrationContext, Task>[] bodies)
    {
        AddTasks(tasks);
        for (var number = 0; number < bodies.Length; number++)
        {
            var body = bodies[number];
            tasks.AddOrchestratorFunc<int>($"Changing{number}", async context =>
            {
                await body(context);
                context.SetCustomStatus("waiting");
                return await context.WaitForExternalEvent<int>("go");
            });
        }
    }
}
