using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Store;

/// <summary>The result of an activity.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Type">Completed or failed.</param>
/// <param name="Payload">Result or failure, as text.</param>
internal sealed record FinishedActivity(ClaimedActivity Activity, EventType Type, string? Payload);
