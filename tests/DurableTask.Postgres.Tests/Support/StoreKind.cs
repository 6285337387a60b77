namespace DurableTask.Postgres.Tests.Support;

/// <summary>Where instances live.</summary>
public enum StoreKind
{
    Postgres,
    Memory,
}
