namespace DurableTask.Postgres.Tests.Statements.Reporting;

/// <summary>Where instances live.</summary>
public enum StoreKind
{
    Postgres,
    Memory,
}
