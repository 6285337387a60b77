using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Deis.Logger.Commits;
using Deis.Logger.Segments;

namespace Deis.Logger.Streams;

/// <summary>All streams, within the bounds of the options. Thread-safe.</summary>
/// <param name="options">The bounds.</param>
/// <param name="committer">Stores the lines.</param>
/// <param name="time">The clock.</param>
/// <param name="disk">Where new streams have their files; null keeps lines in memory only.</param>
internal sealed partial class LogStore(LoggerOptions options, Committer committer, TimeProvider time, SegmentDisk? disk = null)
{
    private readonly ConcurrentDictionary<StreamName, LogStream> _streams = new();
    // Ended streams whose files are still there.
    private readonly ConcurrentDictionary<LogStream, StreamName> _leaving = new();
    private readonly Lock _making = new();
    private long _bytes;
    private long _received;

    public DropCounts Drops { get; } = new();

    public IEnumerable<LogStream> Streams => _streams.Values;

    public int Count => _streams.Count;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Takes over what an earlier logger kept; before anything else is asked of the store.</summary>
    public void Restore(IEnumerable<StoredStream> stored)
    {
        foreach (var (name, baseNumber, entries, segments) in stored)
        {
            var stream = new LogStream(name, baseNumber, LinesOf(name), options.StreamBytes, Drops, time.GetUtcNow()) { Segments = segments };
            stream.Restore(entries);
            _streams[name] = stream;
            Grow(stream.Bytes);
        }
    }

    /// <summary>Stores lines in order.</summary>
    /// <exception cref="OperationCanceledException">They are not stored.</exception>
    public async Task<AppendResult> AppendAsync(StreamName name, IReadOnlyList<LogLine> lines, CancellationToken cancellation)
    {
        if (lines.Count == 0)
            return new AppendResult(AppendStatus.Stored, _streams.TryGetValue(name, out var existing) ? existing.Last : 0);

        while (GetOrMake(name) is { } stream)
        {
            var (status, last, grown) = await committer.AppendAsync(stream, lines, cancellation);
            if (grown != 0)
                Grow(grown);
            if (status == CommitStatus.StreamEnded)
                continue;
            if (status == CommitStatus.Refused)
                return new AppendResult(AppendStatus.Refused);
            Interlocked.Add(ref _received, lines.Count);
            Drops.Add(DropReason.Sender, lines.Sum(line => line.Dropped));
            return new AppendResult(AppendStatus.Stored, last);
        }

        return new AppendResult(AppendStatus.TooManyStreams);
    }

    public bool TryGet(StreamName name, [NotNullWhen(true)] out LogStream? stream) => _streams.TryGetValue(name, out stream);

    /// <summary>The stream, made if need be, with one more follower; <see cref="Leave"/> must be called. Null if there are too many streams.</summary>
    public LogStream? Follow(StreamName name)
    {
        while (GetOrMake(name) is { } stream)
        {
            if (stream.ChangeFollowers(+1))
                return stream;
            stream.ChangeFollowers(-1);
        }

        return null;
    }

    /// <summary>Ends following; a stream that was made only for that goes.</summary>
    public void Leave(LogStream stream)
    {
        stream.ChangeFollowers(-1);
        End(stream, EndWhen.NeverUsed);
    }

    /// <summary>Deletes a stream, if it exists, and ends its followers.</summary>
    /// <returns>Whether its files are gone too.</returns>
    public async Task<bool> DeleteAsync(StreamName name, CancellationToken cancellation)
    {
        if (_streams.TryGetValue(name, out var stream))
            End(stream, EndWhen.Always);
        var gone = true;
        foreach (var left in _leaving.Keys.Where(left => left.Name == name))
            gone &= await DeleteFilesAsync(left, cancellation);
        return gone;
    }

    /// <summary>Deletes streams and lines that are older than the options allow, and the files of what is no longer kept.</summary>
    public async Task ExpireAsync(CancellationToken cancellation)
    {
        var oldest = time.GetUtcNow() - options.LineAge;
        foreach (var stream in _streams.Values)
        {
            if (stream.LastWritten >= oldest || !Expire(stream))
                Grow(-stream.DropBefore(oldest));
            await committer.TidyAsync(stream, cancellation);
        }

        foreach (var left in _leaving.Keys)
            await DeleteFilesAsync(left, cancellation);
    }

    private LogStream? GetOrMake(StreamName name)
    {
        if (_streams.TryGetValue(name, out var stream))
            return stream;
        lock (_making)
        {
            if (_streams.TryGetValue(name, out stream))
                return stream;
            if (_streams.Count >= options.MaxStreams && !MakeRoom())
                return null;
            var now = time.GetUtcNow();
            // Later lives of the stream must number higher than earlier ones; no stream gets a thousand lines per millisecond.
            var baseNumber = now.ToUnixTimeMilliseconds() * 1000;
            var segments = disk is null ? null : new StreamSegments(disk, name, baseNumber, []);
            return _streams[name] = new LogStream(name, baseNumber, LinesOf(name), options.StreamBytes, Drops, now) { Segments = segments };
        }
    }

    private bool MakeRoom()
    {
        if (_streams.Values.Where(s => s.Followers == 0).MinBy(s => s.LastWritten) is not { } stalest || !Expire(stalest))
            return false;
        _ = DeleteFilesAsync(stalest, CancellationToken.None);
        return true;
    }

    private bool Expire(LogStream stream)
    {
        if (End(stream, EndWhen.Unfollowed) is not { } entries)
            return false;
        Drops.Add(DropReason.Expired, entries);
        return true;
    }

    private int? End(LogStream stream, EndWhen when)
    {
        if (stream.End(when) is not { } freed)
            return null;
        if (stream.Segments is not null)
            _leaving[stream] = stream.Name;
        _streams.TryRemove(KeyValuePair.Create(stream.Name, stream));
        Interlocked.Add(ref _bytes, -freed.Bytes);
        return freed.Entries;
    }

    private async Task<bool> DeleteFilesAsync(LogStream ended, CancellationToken cancellation)
    {
        var gone = await committer.TidyAsync(ended, cancellation);
        if (gone)
            _leaving.TryRemove(ended, out _);
        return gone;
    }

    private int LinesOf(StreamName name) => name.IsBuild ? options.BuildLines : options.Lines;
}
