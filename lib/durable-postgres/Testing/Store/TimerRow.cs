using DurableTask.Postgres.Replay;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>A message with a later due time.</summary>
/// <param name="DueAt">When it becomes a message.</param>
/// <param name="Seq">Its number.</param>
/// <param name="Instance">To whom.</param>
/// <param name="ExecutionId">The execution it is for.</param>
/// <param name="Type">A timer, or the start of an instance.</param>
/// <param name="TaskId">The timer's number.</param>
internal sealed record TimerRow(DateTimeOffset DueAt, long Seq, InstanceRow Instance, Guid ExecutionId, EventType Type, int TaskId);
