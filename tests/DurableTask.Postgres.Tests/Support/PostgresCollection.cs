namespace DurableTask.Postgres.Tests.Support;

/// <summary>Tests that share the server. They run one after the other, so that each has the machine for itself.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
