namespace DurableTask.Postgres.Tests.Model;

/// <summary>Input of the activities.</summary>
/// <param name="Value">What to compute with.</param>
/// <param name="Path">The node.</param>
/// <param name="Failures">Runs that fail before one works.</param>
/// <param name="Stamp">A GUID of the orchestration, which a replay must give again.</param>
internal sealed record ActivityInput(int Value, string Path, int Failures, Guid Stamp);
