namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>Tests of the contract. They share one engine per mode and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class StatementsCollection : ICollectionFixture<SharedEngines>
{
    public const string Name = "Statements";
}
