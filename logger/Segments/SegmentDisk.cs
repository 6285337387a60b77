using Deis.Logger.Streams;

namespace Deis.Logger.Segments;

/// <summary>Writes and deletes segment files. Used by the committing task only, but for <see cref="Sync"/> and the counts.</summary>
internal sealed class SegmentDisk(SegmentFolder folder, LoggerOptions options) : IDisposable
{
    // An old line can leave the disk only with its segment: so a segment holds lines of a small part of the time they are kept.
    private readonly long _longest = options.LineAge.Ticks / 8;
    private readonly SegmentHandles _handles = new();
    private readonly FrameWriter _frames = new();
    private readonly DirtyFiles _dirty = new();
    private long _segments;
    private long _bytes;

    /// <summary>How many files there are.</summary>
    public long Segments => Interlocked.Read(ref _segments);

    /// <summary>The bytes in them.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Whether lines that come now need a new segment.</summary>
    public bool IsFull(Segment segment, long received) => segment.Length >= options.SegmentBytes || received - segment.Began > _longest;

    /// <summary>Writes consecutive entries behind those of a segment.</summary>
    /// <param name="segment">The segment; null begins one.</param>
    /// <param name="name">Whose it is.</param>
    /// <param name="baseNumber">The number before the first line of this life of the stream.</param>
    /// <param name="entries">At least one.</param>
    /// <returns>The segment, as it was before if this throws.</returns>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public Segment Write(Segment? segment, StreamName name, long baseNumber, IReadOnlyList<LogEntry> entries)
    {
        var target = segment ?? folder.Make(name, entries[0].Seq);
        var bytes = _frames.Write(segment is null ? new SegmentHeader(baseNumber, target.First) : null, entries);
        try
        {
            RandomAccess.Write(_handles.Get(target), bytes, target.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TakeBack(target);
            throw;
        }

        if (segment is null)
        {
            target.Began = entries[0].Received;
            Interlocked.Increment(ref _segments);
        }

        target.Length += bytes.Length;
        target.Last = entries[^1].Seq;
        Interlocked.Add(ref _bytes, bytes.Length);
        _dirty.Add(target.Path);
        return target;
    }

    /// <summary>Counts a segment that was found at the start.</summary>
    public void Adopt(Segment segment)
    {
        Interlocked.Increment(ref _segments);
        Interlocked.Add(ref _bytes, segment.Length);
    }

    /// <summary>Deletes a segment.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be deleted.</exception>
    public void Delete(Segment segment)
    {
        _handles.Close(segment);
        File.Delete(segment.Path);
        Interlocked.Decrement(ref _segments);
        Interlocked.Add(ref _bytes, -segment.Length);
    }

    /// <summary>Removes the folder of a stream that has no segments any more.</summary>
    public void RemoveFolder(StreamName name) => folder.RemoveIfEmpty(name);

    /// <summary>Brings everything written so far to the disk. Thread-safe.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be opened any more.</exception>
    public void Sync() => _dirty.Sync();

    public void Dispose()
    {
        _handles.Dispose();
        folder.Dispose();
    }

    // Part of it may have been written. The next write begins at the same place, so that it does no harm if this fails too.
    private void TakeBack(Segment segment)
    {
        try
        {
            if (segment.Length > 0)
                RandomAccess.SetLength(_handles.Get(segment), segment.Length);
            else
                File.Delete(segment.Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;
        }
        finally
        {
            _handles.Close(segment);
        }
    }
}
