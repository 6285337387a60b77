using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Store;

/// <summary>A stored message to an instance.</summary>
/// <param name="Seq">Its number; with the instance id it names the row.</param>
/// <param name="ExecutionId">The execution it is for; null: any.</param>
/// <param name="Event">What it says.</param>
internal sealed record Message(long Seq, Guid? ExecutionId, HistoryEvent Event);
