using DurableTask.Postgres.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace DurableTask.Postgres.Tests.Replays;

/// <summary>
/// Takes every stored turn of every instance again, on an orchestrator that knows nothing but the history before it: the same messages must
/// give the same actions and the same end. So what live orchestrators did is what a worker would do that takes over.
/// </summary>
internal static class HistoryReplay
{
    /// <summary>Long histories are not replayed before each of their turns, but before so many.</summary>
    private const int LongestSample = 40;

    /// <summary>Replays a hub. Fails at the first difference. A ledger counts what was replayed.</summary>
    public static async Task CheckAsync(
        ReplayLedger? ledger, string connectionString, string hub, Action<DurableTaskRegistry> tasks, Action<IServiceCollection>? services) =>
        await CheckAsync(ledger, await StoredInstances.ReadAsync(connectionString, hub), tasks, services);

    /// <summary>Replays instances. Fails at the first difference.</summary>
    public static async Task CheckAsync(
        ReplayLedger? ledger, IReadOnlyList<StoredInstance> instances, Action<DurableTaskRegistry> tasks, Action<IServiceCollection>? services)
    {
        var probe = FactoryProbe.Create(tasks, services, out var provider);
        await using var disposable = (IAsyncDisposable)provider;
        var histories = 0;
        var turns = 0;
        foreach (var instance in instances)
        {
            if (instance.History.Count > 0)
            {
                histories++;
                turns += Check(instance, () => new OrchestrationExecution(instance.Info, probe.Settings, probe.Tasks, provider));
            }
        }

        ledger?.Add(histories, turns);
    }

    private static int Check(StoredInstance instance, Func<OrchestrationExecution> create)
    {
        var starts = instance.History.Index()
            .Where(item => item.Item.Type == EventType.OrchestratorStarted).Select(item => item.Index).ToArray();
        starts[0].ShouldBe(0, $"the history of {instance.Info.InstanceId} begins with a turn");
        var every = (starts.Length / LongestSample) + 1;
        var taken = 0;
        for (var number = 0; number < starts.Length; number++)
        {
            var isLast = number == starts.Length - 1;
            if (isLast || number % every == 0)
            {
                var end = isLast ? instance.History.Count : starts[number + 1];
                CheckTurn(instance, create(), starts[number], end, isLast);
                taken++;
            }
        }

        return taken;
    }

    private static void CheckTurn(StoredInstance instance, OrchestrationExecution execution, int start, int end, bool isLast)
    {
        var stored = instance.History[start..end];
        execution.Replay(instance.History[..start]);
        var turn = execution.Take([.. stored.Skip(1).Where(IsMessage)], stored[0].Timestamp);

        var place = $"turn at event {start} of instance {instance.Info.InstanceId} ({instance.Info.Name})";
        turn.Events.ShouldBe(stored, place);
        if (!isLast)
        {
            turn.Outcome.ShouldBeNull(place);
        }
        else if (instance.Status
            is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated)
        {
            var ended = turn.Outcome.ShouldBeOfType<InstanceEnded>(place);
            ended.Status.ShouldBe(instance.Status, place);
            ended.Output.ShouldBe(instance.Output, place);
            Text(ended.Failure).ShouldBe(Text(instance.Failure is { } failure ? FailureText.Read(failure) : null), place);
        }
        else
        {
            turn.Outcome.ShouldBeNull(place);
            turn.IsSuspended.ShouldBe(instance.Status == OrchestrationRuntimeStatus.Suspended, place);
        }
    }

    private static bool IsMessage(HistoryEvent played) => played.Type is not (EventType.TaskScheduled or EventType.TimerCreated
        or EventType.SubOrchestrationCreated or EventType.EventSent or EventType.ExecutionCompleted);

    /// <summary>Without stack traces: those tell of the thread, not of the code.</summary>
    private static string? Text(TaskFailureDetails? failure) =>
        failure is null ? null : $"{failure.ErrorType}: {failure.ErrorMessage} <- {Text(failure.InnerFailure)}";
}
