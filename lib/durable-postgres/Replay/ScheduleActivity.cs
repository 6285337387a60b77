namespace DurableTask.Postgres.Replay;

/// <summary>Run an activity.</summary>
internal sealed record ScheduleActivity(int Id, string ActivityName, string Version, string? Input, string? Detail) : OrchestrationAction(Id)
{
    public override EventType Type => EventType.TaskScheduled;

    public override string Name => ActivityName;

    public override HistoryEvent ToEvent(DateTimeOffset timestamp) => new(Type, timestamp, Id, ActivityName, Input, Detail);
}
