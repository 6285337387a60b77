using k8s;
using k8s.Models;
using Deis.Kubernetes.Informers;

namespace Deis.Platform.Runtime.Kubernetes.Drift;

/// <summary>Collects the apps whose objects have changed. Thread safe.</summary>
internal sealed class ChangedApps
{
    // Revised by the cluster itself with every rollout.
    private const string ClusterNotes = "deployment.kubernetes.io/";

    private readonly Lock _lock = new();
    private HashSet<string> _apps = new(StringComparer.Ordinal);

    /// <summary>Takes in a change of an app's object, unless the cluster has only noted how it fares.</summary>
    public void Add<T>(ResourceChange<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        if (change is { Before: { } before, After: { } after } && IsSame(before.Metadata, after.Metadata))
            return;
        var metadata = change.Object.Metadata;
        lock (_lock)
            _apps.Add(metadata.NamespaceProperty ?? metadata.Name);
    }

    /// <summary>All since the last call.</summary>
    public IReadOnlyCollection<string> Take()
    {
        lock (_lock)
        {
            var taken = _apps;
            _apps = new HashSet<string>(StringComparer.Ordinal);
            return taken;
        }
    }

    // Objects without a generation, such as secrets, tell of no status.
    private static bool IsSame(V1ObjectMeta before, V1ObjectMeta after) =>
        before.Generation is not null && before.Generation == after.Generation && before.DeletionTimestamp == after.DeletionTimestamp
        && Notes(before.Labels).SequenceEqual(Notes(after.Labels)) && Notes(before.Annotations).SequenceEqual(Notes(after.Annotations));

    private static IEnumerable<KeyValuePair<string, string>> Notes(IDictionary<string, string>? notes) =>
        (notes ?? new Dictionary<string, string>()).Where(note => !note.Key.StartsWith(ClusterNotes, StringComparison.Ordinal)).OrderBy(note => note.Key, StringComparer.Ordinal);
}
