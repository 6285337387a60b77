using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>An unread message.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="ExecutionId">The execution it is for; null: any.</param>
/// <param name="Event">What it says.</param>
internal sealed record MessageRow(long Seq, Guid? ExecutionId, HistoryEvent Event);
