using System.Collections.Concurrent;
using k8s;
using k8s.Models;

namespace Deis.Kubernetes.Informers;

/// <summary>The objects of a selection, by namespace and name. One writer, the informer; any number of readers.</summary>
internal sealed class ResourceCache<T>
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, T>> _spaces = new(StringComparer.Ordinal);

    public IEnumerable<T> All => _spaces.Values.SelectMany(space => space.Values);

    public IEnumerable<T> In(string space) => _spaces.TryGetValue(space, out var objects) ? objects.Values : [];

    public T? Find(string space, string name) => _spaces.TryGetValue(space, out var objects) ? objects.GetValueOrDefault(name) : null;

    /// <summary>Takes in an object; the change, or null when this very version is known.</summary>
    public ResourceChange<T>? Set(T value)
    {
        var objects = _spaces.GetOrAdd(SpaceOf(value), _ => new(StringComparer.Ordinal));
        var before = objects.GetValueOrDefault(value.Metadata.Name);
        if (before is not null && before.Metadata.ResourceVersion == value.Metadata.ResourceVersion)
            return null;
        objects[value.Metadata.Name] = value;
        return new ResourceChange<T>(before, value);
    }

    /// <summary>Forgets an object; null when it is unknown.</summary>
    public ResourceChange<T>? Remove(T last)
    {
        if (!_spaces.TryGetValue(SpaceOf(last), out var objects) || !objects.TryRemove(last.Metadata.Name, out _))
            return null;
        // Emptied namespaces go: a platform sees many come and go. Only the informer writes, so nothing is added meanwhile.
        if (objects.IsEmpty)
            _spaces.TryRemove(SpaceOf(last), out _);
        return new ResourceChange<T>(last, null);
    }

    /// <summary>Objects that are not in a fresh list.</summary>
    public IReadOnlyList<T> Except(IEnumerable<T> listed)
    {
        var known = listed.Select(item => (SpaceOf(item), item.Metadata.Name)).ToHashSet();
        return [.. All.Where(item => !known.Contains((SpaceOf(item), item.Metadata.Name)))];
    }

    private static string SpaceOf(T value) => value.Metadata.NamespaceProperty ?? "";
}
