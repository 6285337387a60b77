using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Deis.Cluster.Rights.LastOfAll", "Deis.Cluster")]

namespace Deis.Cluster.Rights;

/// <summary>
/// The collection of what is looked at when all other tests are over; it is no part of the parallel ones, and the last of the others. Of the parallel ones those that take long
/// come first, so that nothing waits for them alone at the end.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LastOfAll : ITestCollectionOrderer
{
    public const string Name = "last of all";

    private static readonly string[] _needed =
    [
        nameof(Contract.KubernetesRolloutContract), nameof(Contract.KubernetesScaleContract), nameof(Contract.KubernetesJobContract), nameof(Contract.KubernetesDestroyContract),
        nameof(ObjectTests), nameof(FailureTests), nameof(OutputTests), Whole.SharedClusterPlatform.Name,
    ];

    private static readonly string[] _long = [Whole.SharedClusterPlatform.Name, nameof(Whole.KillTests)];

    /// <summary>True when this run has all tests that use what the platform may do.</summary>
    public static bool IsWholeSuite { get; private set; }

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
    {
        var all = testCollections.ToList();
        IsWholeSuite |= _needed.All(name => all.Exists(collection => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)));
        return all.OrderBy(collection => collection.DisplayName == Name)
            .ThenByDescending(collection => _long.Any(name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)))
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
    }
}
