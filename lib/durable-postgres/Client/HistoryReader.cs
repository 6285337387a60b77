using System.Globalization;
using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask;
using Npgsql;
using HistoryEvent = DurableTask.Core.History.HistoryEvent;
using StoredType = DurableTask.Postgres.Replay.EventType;

namespace DurableTask.Postgres.Client;

/// <summary>Turns rows of <see cref="HistorySql.Read"/> into events of the public contract.</summary>
internal sealed class HistoryReader(NpgsqlDataReader reader)
{
    private const int FromOutside = -1;

    private readonly Dictionary<int, DateTime> _timers = [];

    private int TaskId => reader.GetInt32(1);

    private string? Name => reader.TextOrNull(3);

    private string? Payload => reader.TextOrNull(4);

    private string? Detail => reader.TextOrNull(5);

    private string? InstanceText => reader.TextOrNull(9);

    /// <summary>The events in their order; null when there is no row, that is no such instance.</summary>
    public async Task<IList<HistoryEvent>?> ReadAllAsync(CancellationToken cancellation)
    {
        List<HistoryEvent>? events = null;
        while (await reader.ReadAsync(cancellation))
        {
            events ??= [];
            if (!reader.IsDBNull(0))
            {
                var read = ReadOne((StoredType)reader.GetInt16(0));
                read.Timestamp = reader.GetFieldValue<DateTimeOffset>(2).UtcDateTime;
                events.Add(read);
            }
        }

        return events;
    }

    private HistoryEvent ReadOne(StoredType type) => type switch
    {
        StoredType.ExecutionStarted => new ExecutionStartedEvent(FromOutside, InstanceText)
        {
            Name = reader.TextOrNull(6),
            Version = reader.TextOrNull(7),
            Tags = reader.TextOrNull(8) is { } tags ? SnapshotReader.ReadTags(tags) : null,
        },
        StoredType.ExecutionCompleted =>
            new ExecutionCompletedEvent(TaskId, InstanceText, Enum.Parse<OrchestrationStatus>(Name!), ReadFailure(reader.TextOrNull(10))),
        StoredType.ExecutionTerminated => new ExecutionTerminatedEvent(FromOutside, Payload),
        StoredType.ExecutionSuspended => new ExecutionSuspendedEvent(FromOutside, Payload),
        StoredType.ExecutionResumed => new ExecutionResumedEvent(FromOutside, Payload),
        StoredType.TaskScheduled => ReadScheduled(),
        StoredType.TaskCompleted => new TaskCompletedEvent(FromOutside, TaskId, Payload),
        StoredType.TaskFailed when ReadFailure(Payload) is var failure =>
            new TaskFailedEvent(FromOutside, TaskId, failure?.ErrorMessage, failure?.StackTrace, failure),
        StoredType.SubOrchestrationCreated => new SubOrchestrationInstanceCreatedEvent(TaskId) { Name = Name, InstanceId = Detail },
        StoredType.SubOrchestrationCompleted => new SubOrchestrationInstanceCompletedEvent(FromOutside, TaskId, Payload),
        StoredType.SubOrchestrationFailed when ReadFailure(Payload) is var failure =>
            new SubOrchestrationInstanceFailedEvent(FromOutside, TaskId, failure?.ErrorMessage, failure?.StackTrace, failure),
        StoredType.TimerCreated => new TimerCreatedEvent(TaskId, ReadDueTime()),
        StoredType.TimerFired => new TimerFiredEvent(FromOutside, _timers.GetValueOrDefault(TaskId)) { TimerId = TaskId },
        StoredType.OrchestratorStarted => new OrchestratorStartedEvent(FromOutside),
        StoredType.EventSent => new EventSentEvent(TaskId) { InstanceId = Detail, Name = Name, Input = Payload },
        StoredType.EventRaised => new EventRaisedEvent(FromOutside, Payload) { Name = Name },
        _ => throw new InvalidOperationException($"The history holds an event of the unknown type {(int)type}."),
    };

    private TaskScheduledEvent ReadScheduled()
    {
        var detail = Detail is { } text ? JsonSerializer.Deserialize<ScheduledDetail>(text) : null;
        return new TaskScheduledEvent(TaskId, Name, detail?.Version ?? string.Empty, Payload) { Tags = detail?.Tags };
    }

    private DateTime ReadDueTime() =>
        _timers[TaskId] = DateTime.Parse(Detail!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static FailureDetails? ReadFailure(string? text) => text is null ? null : Convert(FailureText.Read(text));

    private static FailureDetails Convert(TaskFailureDetails failure) => new(
        failure.ErrorType,
        failure.ErrorMessage,
        failure.StackTrace,
        failure.InnerFailure is { } inner ? Convert(inner) : null,
        FailureTypes.IsFinal(failure));
}
