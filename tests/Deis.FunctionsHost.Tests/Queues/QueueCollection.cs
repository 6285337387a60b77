namespace Deis.FunctionsHost.Tests.Queues;

[CollectionDefinition(Name)]
public sealed class QueueCollection : ICollectionFixture<QueueServers>
{
    public const string Name = "queues";
}
