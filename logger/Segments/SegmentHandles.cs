using Microsoft.Win32.SafeHandles;

namespace Deis.Logger.Segments;

/// <summary>The few files that are open for writing: those written to last. Used by the committing task only.</summary>
internal sealed class SegmentHandles : IDisposable
{
    private const int Most = 64;

    private readonly Dictionary<Segment, LinkedListNode<(Segment Segment, SafeFileHandle Handle)>> _nodes = [];
    private readonly LinkedList<(Segment Segment, SafeFileHandle Handle)> _latestFirst = new();

    /// <summary>The open file of a segment, which is made if need be.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public SafeFileHandle Get(Segment segment)
    {
        if (_nodes.TryGetValue(segment, out var node))
        {
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            return node.Value.Handle;
        }

        if (_nodes.Count >= Most)
            Close(_latestFirst.Last!.Value.Segment);
        var handle = File.OpenHandle(segment.Path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _nodes[segment] = _latestFirst.AddFirst((segment, handle));
        return handle;
    }

    /// <summary>Closes a segment's file if it is open.</summary>
    public void Close(Segment segment)
    {
        if (!_nodes.Remove(segment, out var node))
            return;
        _latestFirst.Remove(node);
        node.Value.Handle.Dispose();
    }

    public void Dispose()
    {
        foreach (var (_, handle) in _latestFirst)
            handle.Dispose();
        _latestFirst.Clear();
        _nodes.Clear();
    }
}
