using System.Globalization;

namespace DurableTask.Postgres.Replay;

/// <summary>Fire at a time.</summary>
internal sealed record CreateTimer(int Id, DateTimeOffset DueAt) : OrchestrationAction(Id)
{
    public override EventType Type => EventType.TimerCreated;

    public override string? Name => null;

    public override HistoryEvent ToEvent(DateTimeOffset timestamp) =>
        new(Type, timestamp, Id, Detail: DueAt.UtcDateTime.ToString("o", CultureInfo.InvariantCulture));
}
