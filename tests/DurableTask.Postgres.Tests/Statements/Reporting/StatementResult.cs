
namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>What one run of a test says about a statement.</summary>
/// <param name="Number">The statement.</param>
/// <param name="Stores">Where it ran.</param>
/// <param name="IsGood">False: it failed, or was skipped.</param>
public sealed record StatementResult(int Number, IReadOnlyList<StoreKind> Stores, bool IsGood);
