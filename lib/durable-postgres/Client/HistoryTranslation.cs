using System.Globalization;
using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Postgres.Replay;
using Microsoft.DurableTask;
using HistoryEvent = DurableTask.Core.History.HistoryEvent;
using StoredEvent = DurableTask.Postgres.Replay.HistoryEvent;
using StoredType = DurableTask.Postgres.Replay.EventType;

namespace DurableTask.Postgres.Client;

/// <summary>Turns stored events into those of the public contract.</summary>
internal sealed class HistoryTranslation
{
    private const int FromOutside = -1;

    private readonly Dictionary<int, DateTime> _timers = [];

    /// <summary>The events in their order.</summary>
    public IList<HistoryEvent> ToEvents(IEnumerable<HistoryRow> rows) => [.. rows.Select(ToEvent)];

    private HistoryEvent ToEvent(HistoryRow row)
    {
        var translated = Translate(row, row.Event);
        translated.Timestamp = row.Event.Timestamp.UtcDateTime;
        return translated;
    }

    private HistoryEvent Translate(HistoryRow row, StoredEvent stored) => stored.Type switch
    {
        StoredType.ExecutionStarted => new ExecutionStartedEvent(FromOutside, row.Text)
        {
            Name = row.InstanceName,
            Version = row.Version,
            Tags = row.Tags is { } tags ? new Dictionary<string, string>(tags) : null,
        },
        StoredType.ExecutionCompleted =>
            new ExecutionCompletedEvent(stored.TaskId, row.Text, Enum.Parse<OrchestrationStatus>(stored.Name!), ReadFailure(row.Failure)),
        StoredType.ExecutionTerminated => new ExecutionTerminatedEvent(FromOutside, stored.Payload),
        StoredType.ExecutionSuspended => new ExecutionSuspendedEvent(FromOutside, stored.Payload),
        StoredType.ExecutionResumed => new ExecutionResumedEvent(FromOutside, stored.Payload),
        StoredType.TaskScheduled => ReadScheduled(stored),
        StoredType.TaskCompleted => new TaskCompletedEvent(FromOutside, stored.TaskId, stored.Payload),
        StoredType.TaskFailed when ReadFailure(stored.Payload) is var failure =>
            new TaskFailedEvent(FromOutside, stored.TaskId, failure?.ErrorMessage, failure?.StackTrace, failure),
        StoredType.SubOrchestrationCreated => new SubOrchestrationInstanceCreatedEvent(stored.TaskId) { Name = stored.Name, InstanceId = stored.Detail },
        StoredType.SubOrchestrationCompleted => new SubOrchestrationInstanceCompletedEvent(FromOutside, stored.TaskId, stored.Payload),
        StoredType.SubOrchestrationFailed when ReadFailure(stored.Payload) is var failure =>
            new SubOrchestrationInstanceFailedEvent(FromOutside, stored.TaskId, failure?.ErrorMessage, failure?.StackTrace, failure),
        StoredType.TimerCreated => new TimerCreatedEvent(stored.TaskId, ReadDueTime(stored)),
        StoredType.TimerFired => new TimerFiredEvent(FromOutside, _timers.GetValueOrDefault(stored.TaskId)) { TimerId = stored.TaskId },
        StoredType.OrchestratorStarted => new OrchestratorStartedEvent(FromOutside),
        StoredType.EventSent => new EventSentEvent(stored.TaskId) { InstanceId = stored.Detail, Name = stored.Name, Input = stored.Payload },
        StoredType.EventRaised => new EventRaisedEvent(FromOutside, stored.Payload) { Name = stored.Name },
        _ => throw new InvalidOperationException($"The history holds an event of the unknown type {(int)stored.Type}."),
    };

    private static TaskScheduledEvent ReadScheduled(StoredEvent stored)
    {
        var detail = stored.Detail is { } text ? JsonSerializer.Deserialize<ScheduledDetail>(text) : null;
        return new TaskScheduledEvent(stored.TaskId, stored.Name, detail?.Version ?? string.Empty, stored.Payload) { Tags = detail?.Tags };
    }

    private DateTime ReadDueTime(StoredEvent stored) =>
        _timers[stored.TaskId] = DateTime.Parse(stored.Detail!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static FailureDetails? ReadFailure(string? text) => text is null ? null : Convert(FailureText.Read(text));

    private static FailureDetails Convert(TaskFailureDetails failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.InnerFailure is { } inner ? Convert(inner) : null,
        FailureTypes.IsFinal(failure));
}
