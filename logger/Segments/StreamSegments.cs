using Deis.Logger.Streams;

namespace Deis.Logger.Segments;

/// <summary>The segments of one life of a stream, oldest first. Used by the committing task only.</summary>
/// <param name="disk">Where they are.</param>
/// <param name="name">The stream.</param>
/// <param name="baseNumber">The number before the first line of this life of the stream.</param>
/// <param name="found">Those that were there at the start.</param>
internal sealed class StreamSegments(SegmentDisk disk, StreamName name, long baseNumber, IEnumerable<Segment> found)
{
    private readonly LinkedList<Segment> _segments = new(found);

    /// <summary>Appends entries. If that fails, nothing has changed.</summary>
    /// <param name="entries">Consecutive ones, at least one.</param>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Append(IReadOnlyList<LogEntry> entries)
    {
        var current = _segments.Last?.Value is { } last && !disk.IsFull(last, entries[0].Received) ? last : null;
        var written = disk.Write(current, name, baseNumber, entries);
        if (current is null)
            _segments.AddLast(written);
    }

    /// <summary>Deletes the segments that have no line from <paramref name="first"/> on.</summary>
    /// <exception cref="IOException">One cannot be deleted; it is tried again at the next call.</exception>
    /// <exception cref="UnauthorizedAccessException">One may not be deleted.</exception>
    public void DeleteBefore(long first)
    {
        if (_segments.Count == 0)
            return;
        while (_segments.First?.Value is { } oldest && oldest.Last < first)
        {
            disk.Delete(oldest);
            _segments.RemoveFirst();
        }

        if (_segments.Count == 0)
            disk.RemoveFolder(name);
    }
}
