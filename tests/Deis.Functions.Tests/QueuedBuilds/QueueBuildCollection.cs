namespace Deis.Functions.Tests.QueuedBuilds;

[CollectionDefinition(Name)]
public sealed class QueueBuildCollection : ICollectionFixture<QueueFixture>
{
    public const string Name = "queued builds";
}
