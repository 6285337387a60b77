using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Engine;

/// <summary>Answer to one step given to the committer.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Result">Numbers of new activities; null unless committed.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record StepReceipt(CommitOutcome Outcome, CommitResult? Result, string? Error);
