namespace DurableTask.Postgres.Replay;

/// <summary>A timer that somebody waited for and that fired in a turn.</summary>
/// <param name="Id">Its number within the execution.</param>
/// <param name="CreatedAt">When the turn that made it ran.</param>
/// <param name="DueAt">When it was due.</param>
internal sealed record FiredTimer(int Id, DateTimeOffset CreatedAt, DateTimeOffset DueAt);
