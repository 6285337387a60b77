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

    // The longest first, but not every platform at once: to start one costs more than any test.
    private static readonly string[] _long =
    [
        nameof(Whole.SampleTests), Whole.SharedClusterPlatform.Name, nameof(Contract.KubernetesFailedRolloutContract), nameof(Contract.KubernetesRestartContract),
        nameof(Whole.KillTests), nameof(Contract.KubernetesRolloutContract), nameof(Contract.KubernetesScaleContract), nameof(Contract.KubernetesInteractionContract),
        nameof(SettingTests), nameof(Contract.KubernetesDestroyContract), nameof(ObjectTests), nameof(Contract.KubernetesSettingContract), nameof(OutputTests),
    ];

    private static readonly IReadOnlyList<string> _all = [.. typeof(LastOfAll).Assembly.GetTypes().Where(HasTests).Select(CollectionOf).Distinct()];

    /// <summary>True when no class of tests is missing in this run: all is used that the platform and the router may do.</summary>
    public static bool IsWholeSuite { get; private set; }

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
    {
        var collections = testCollections.ToList();
        IsWholeSuite |= _all.All(name => collections.Exists(collection => Is(collection, name)));
        return collections.OrderBy(collection => collection.DisplayName == Name)
            .ThenBy(collection => Array.FindIndex(_long, name => Is(collection, name)) is >= 0 and var place ? place : _long.Length)
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
    }

    // A class without a collection is one of its own, named after it.
    private static bool Is(ITestCollection collection, string name) => collection.DisplayName == name || collection.DisplayName.EndsWith($".{name}", StringComparison.Ordinal);

    private static bool HasTests(Type type) => !type.IsAbstract && type.GetMethods().Any(method => method.IsDefined(typeof(FactAttribute), inherit: true));

    private static string CollectionOf(Type type) =>
        type.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(CollectionAttribute)) is { } collection
            ? (string)collection.ConstructorArguments[0].Value!
            : type.Name;
}
