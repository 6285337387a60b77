using DurableTask.Core.History;

namespace Deis.Functions.Durable;

/// <summary>
/// Shortens a history for readers: turns are left out, and an answer takes in the request that it answers, with its name and time.
/// </summary>
internal sealed class HistoryEntries(IList<HistoryEvent> events, bool showInput, bool showOutput)
{
    private readonly Dictionary<int, HistoryEvent> _requests =
        events.Where(one => one is TaskScheduledEvent or SubOrchestrationInstanceCreatedEvent).ToDictionary(one => one.EventId);

    private readonly HashSet<int> _answered = [.. events.Select(AnswerTo).OfType<int>()];

    /// <summary>The events that are shown.</summary>
    public IReadOnlyList<HistoryEntry> List() => [.. events.Select(Entry).OfType<HistoryEntry>()];

    private static int? AnswerTo(HistoryEvent one) => one switch
    {
        TaskCompletedEvent answer => answer.TaskScheduledId,
        TaskFailedEvent answer => answer.TaskScheduledId,
        SubOrchestrationInstanceCompletedEvent answer => answer.TaskScheduledId,
        SubOrchestrationInstanceFailedEvent answer => answer.TaskScheduledId,
        _ => null,
    };

    private HistoryEntry? Entry(HistoryEvent one) => one switch
    {
        OrchestratorStartedEvent => null,
        TaskScheduledEvent or SubOrchestrationInstanceCreatedEvent when _answered.Contains(one.EventId) => null,
        ExecutionStartedEvent e => Of(e) with { FunctionName = e.Name, Input = Input(e.Input) },
        ExecutionCompletedEvent e => Of(e) with
        {
            OrchestrationStatus = e.OrchestrationStatus.ToString(),
            Result = Output(e.Result),
            FailureDetails = HistoryFailure.Of(e.FailureDetails),
        },
        ExecutionTerminatedEvent e => Of(e) with { Input = Input(e.Input) },
        ExecutionSuspendedEvent e => Of(e) with { Reason = e.Reason },
        ExecutionResumedEvent e => Of(e) with { Reason = e.Reason },
        TaskScheduledEvent e => Of(e) with { Name = e.Name, Input = Input(e.Input) },
        TaskCompletedEvent e => Answer(e, e.TaskScheduledId) with { Result = Output(e.Result) },
        TaskFailedEvent e => Answer(e, e.TaskScheduledId) with { Reason = e.Reason, FailureDetails = HistoryFailure.Of(e.FailureDetails) },
        SubOrchestrationInstanceCreatedEvent e => Of(e) with { Name = e.Name, InstanceId = e.InstanceId },
        SubOrchestrationInstanceCompletedEvent e => Answer(e, e.TaskScheduledId) with { Result = Output(e.Result) },
        SubOrchestrationInstanceFailedEvent e => Answer(e, e.TaskScheduledId) with { Reason = e.Reason, FailureDetails = HistoryFailure.Of(e.FailureDetails) },
        TimerCreatedEvent e => Of(e) with { FireAt = e.FireAt },
        TimerFiredEvent e => Of(e) with { FireAt = e.FireAt },
        EventSentEvent e => Of(e) with { Name = e.Name, InstanceId = e.InstanceId, Input = Input(e.Input) },
        EventRaisedEvent e => Of(e) with { Name = e.Name, Input = Input(e.Input) },
        _ => Of(one),
    };

    private HistoryEntry Answer(HistoryEvent answer, int request) => _requests.GetValueOrDefault(request) switch
    {
        TaskScheduledEvent e => Of(answer) with { FunctionName = e.Name, ScheduledTime = e.Timestamp, Input = Input(e.Input) },
        SubOrchestrationInstanceCreatedEvent e => Of(answer) with { FunctionName = e.Name, ScheduledTime = e.Timestamp, InstanceId = e.InstanceId },
        _ => Of(answer),
    };

    private static HistoryEntry Of(HistoryEvent one) => new() { EventType = one.EventType, Timestamp = one.Timestamp };

    private RawJson? Input(string? text) => showInput ? RawJson.OfStored(text) : null;

    private RawJson? Output(string? text) => showOutput ? RawJson.OfStored(text) : null;
}
