using System.Diagnostics.CodeAnalysis;

namespace Deis.Functions.Abuse;

/// <summary>As many things as fit; the longest unseen make room for new ones. Not thread safe.</summary>
/// <typeparam name="T">What is remembered.</typeparam>
internal sealed class Remembered<T>(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, T Value)> _byAge = new();

    public int Count => _nodes.Count;

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        var found = _nodes.TryGetValue(key, out var node);
        value = found ? node!.Value.Value : default;
        return found;
    }

    /// <summary>Remembers something as just seen.</summary>
    public void Set(string key, T value)
    {
        Forget(key);
        if (_nodes.Count == capacity)
        {
            Forget(_byAge.First!.Value.Key);
        }
        _nodes[key] = _byAge.AddLast((key, value));
    }

    public void Forget(string key)
    {
        if (_nodes.Remove(key, out var node))
        {
            _byAge.Remove(node);
        }
    }
}
