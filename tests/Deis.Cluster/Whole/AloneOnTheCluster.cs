namespace Deis.Cluster.Whole;

/// <summary>Tests that measure, or that take the API server away from everybody; they run after all others and one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneOnTheCluster : ICollectionFixture<ClusterPlatform>
{
    public const string Name = "alone on the cluster";
}
