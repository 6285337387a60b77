namespace Deis.Cluster.Whole;

/// <summary>The tests of this collection share one platform on the cluster.</summary>
[CollectionDefinition(Name)]
public sealed class SharedClusterPlatform : ICollectionFixture<ClusterPlatform>
{
    public const string Name = "one platform on the cluster";
}
