using System.Collections.Concurrent;
using System.Globalization;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Tests.Statements.Engines;
using DurableTask.Postgres.Tests.Statements.Reporting;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Tests.Statements;

/// <summary>B.7: retries by policy and by handler.</summary>
public sealed class B07RetryTests(SharedEngines engines) : StatementTests(engines)
{
    private static readonly TimeSpan _unit = TimeSpan.FromMilliseconds(5);

    [Theory]
    [EveryMode]
    [Statement(69, 70, 73, 74)]
    public async Task Policy_Delays_GrowByTheCoefficientUpToTheLongest(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => AddFailing(
            tasks, new RetryPolicy(6, _unit, backoffCoefficient: 2, maxRetryInterval: 6 * _unit)));

        var end = await trial.RunAsync("Retry");
        var history = await trial.HistoryAsync(end.InstanceId);

        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 6");
        Delays(history).ShouldBe([_unit, 2 * _unit, 4 * _unit, 6 * _unit, 6 * _unit]);
        history.Where(past => past.Type == EventType.TaskScheduled).Select(past => past.TaskId).ShouldBe([0, 2, 4, 6, 8, 10]);
        history.Where(past => past.Type == EventType.TimerFired).Select(past => past.TaskId).ShouldBe([1, 3, 5, 7, 9]);
    }

    [Theory]
    [EveryMode]
    [Statement(70, 73)]
    public async Task Policy_OfOneAttempt_RetriesNothing(EngineMode mode)
    {
        await using var trial = await BeginAsync(mode, tasks => AddFailing(tasks, new RetryPolicy(1, _unit)));

        var end = await trial.RunAsync("Retry");
        var history = await trial.HistoryAsync(end.InstanceId);

        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 1");
        history.Count(past => past.Type == EventType.TaskScheduled).ShouldBe(1);
        history.ShouldNotContain(past => past.Type == EventType.TimerCreated);
    }

    [Theory]
    [EveryMode]
    [Statement(71)]
    public async Task Policy_Timeout_IsLookedAtBeforeEachDelayOnTheOrchestrationsClock(EngineMode mode)
    {
        var timeout = 8 * _unit;
        await using var trial = await BeginAsync(mode, tasks => AddFailing(tasks, new RetryPolicy(1000, 3 * _unit, retryTimeout: timeout)));

        var end = await trial.RunAsync("Retry");
        var history = await trial.HistoryAsync(end.InstanceId);

        var limit = history[0].Timestamp + timeout;
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        Turns(history).Where(turn => turn.Any(past => past.Type == EventType.TimerCreated)).ShouldAllBe(turn => turn[0].Timestamp < limit);
        Turns(history)[^1][0].Timestamp.ShouldBeGreaterThanOrEqualTo(limit);
    }

    [Theory]
    [EveryMode]
    [Statement(72)]
    public async Task Policy_FilterDeclinesOrThrows_ThrowsTheTasksFailureAtOnce(EngineMode mode)
    {
        var declining = new RetryPolicy(5, _unit) { HandleFailure = failure => failure.ErrorMessage != "attempt 2" };
        await using (var trial = await BeginAsync(mode, tasks => AddFailing(tasks, declining)))
        {
            (await trial.RunAsync("Retry")).FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 2");
        }

        var broken = new RetryPolicy(5, _unit) { HandleFailure = _ => throw new InvalidOperationException("the filter is broken") };
        await using (var trial = await BeginAsync(mode, tasks => AddFailing(tasks, broken)))
        {
            (await trial.RunAsync("Retry")).FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 1");
        }
    }

    [Theory]
    [EveryMode]
    [Statement(70)]
    public async Task Policy_TaskWorksInTheEnd_GivesItsResult(EngineMode mode)
    {
        var attempts = 0;
        await using var trial = await BeginAsync(mode, tasks => tasks
            .AddOrchestratorFunc<int>("Retry", context => context.CallActivityAsync<int>(
                "Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(5, _unit, 2))))
            .AddActivityFunc<int>("Flaky", _ => ++attempts < 3 ? throw new IOException($"attempt {attempts}") : attempts));

        (await trial.RunAsync("Retry")).ReadOutputAs<int>().ShouldBe(3);
    }

    [Theory]
    [EveryMode]
    [Statement(74, 76)]
    public async Task Handler_IsAskedAfterEachFailureAndTriesAtOnce(EngineMode mode)
    {
        var asked = new ConcurrentQueue<(int Number, string Failure, TimeSpan Time)>();
        var retry = TaskOptions.FromRetryHandler(context =>
        {
            if (!context.OrchestrationContext.IsReplaying)
            {
                asked.Enqueue((context.LastAttemptNumber, context.LastFailure.ErrorMessage, context.TotalRetryTime));
            }

            return context.LastAttemptNumber < 4;
        });
        await using var trial = await BeginAsync(mode, tasks => AddFailing(tasks, retry));

        var end = await trial.RunAsync("Retry");
        var history = await trial.HistoryAsync(end.InstanceId);

        var turns = history.Where(past => past.Type == EventType.OrchestratorStarted).Select(past => past.Timestamp).ToArray();
        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 4");
        asked.ShouldBe(Enumerable.Range(1, 4).Select(number => (number, $"attempt {number}", turns[number] - turns[0])));
        history.Where(past => past.Type == EventType.TaskScheduled).Select(past => past.TaskId).ShouldBe([0, 1, 2, 3]);
        history.ShouldNotContain(past => past.Type == EventType.TimerCreated);
    }

    [Theory]
    [EveryMode]
    [Statement(76)]
    public async Task Handler_AwaitsATimer_DelaysTheNextAttempt(EngineMode mode)
    {
        var retry = TaskOptions.FromRetryHandler(async context =>
        {
            await context.OrchestrationContext.CreateTimer(_unit * context.LastAttemptNumber, context.CancellationToken);
            return context.LastAttemptNumber < 3;
        });
        await using var trial = await BeginAsync(mode, tasks => AddFailing(tasks, retry));

        var end = await trial.RunAsync("Retry");

        end.FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 3");
        Delays(await trial.HistoryAsync(end.InstanceId)).ShouldBe([_unit, 2 * _unit, 3 * _unit]);
    }

    private static void AddFailing(DurableTaskRegistry tasks, RetryPolicy policy) => AddFailing(tasks, TaskOptions.FromRetryPolicy(policy));

    private static void AddFailing(DurableTaskRegistry tasks, TaskOptions retry)
    {
        var attempts = 0;
        tasks.AddOrchestratorFunc<int>("Retry", context => context.CallActivityAsync<int>("Bad", retry));
        tasks.AddActivityFunc<int>("Bad", new Func<TaskActivityContext, int>(
            _ => throw new IOException($"attempt {Interlocked.Increment(ref attempts)}")));
    }

    private static List<HistoryEvent[]> Turns(IReadOnlyList<HistoryEvent> history)
    {
        var turns = new List<HistoryEvent[]>();
        foreach (var past in history)
        {
            if (past.Type == EventType.OrchestratorStarted)
            {
                turns.Add([past]);
            }
            else
            {
                turns[^1] = [.. turns[^1], past];
            }
        }

        return turns;
    }

    /// <summary>From the turn that set a timer to its due time.</summary>
    private static IEnumerable<TimeSpan> Delays(IReadOnlyList<HistoryEvent> history) => Turns(history).SelectMany(turn => turn
        .Where(past => past.Type == EventType.TimerCreated)
        .Select(past => DateTimeOffset.Parse(past.Detail!, CultureInfo.InvariantCulture) - turn[0].Timestamp));
}
