namespace DurableTask.Postgres.Replay;

/// <summary>Send an event to an instance.</summary>
internal sealed record SendEvent(int Id, string InstanceId, string EventName, string? Payload) : OrchestrationAction(Id)
{
    public override EventType Type => EventType.EventSent;

    public override string Name => EventName;

    public override HistoryEvent ToEvent(DateTimeOffset timestamp) => new(Type, timestamp, Id, EventName, Payload, InstanceId);
}
