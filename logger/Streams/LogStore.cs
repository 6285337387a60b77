using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Deis.Logger.Streams;

/// <summary>All streams, within the bounds of the options. Thread-safe.</summary>
internal sealed class LogStore(LoggerOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<StreamName, LogStream> _streams = new();
    private readonly Lock _making = new();
    private readonly Lock _trimming = new();
    private long _bytes;
    private long _received;

    public DropCounts Drops { get; } = new();

    public IEnumerable<LogStream> Streams => _streams.Values;

    public int Count => _streams.Count;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Received => Interlocked.Read(ref _received);

    /// <summary>Stores lines in order.</summary>
    /// <returns>The number of the last one; 0 if there never was any; null if there are too many streams.</returns>
    public long? Append(StreamName name, IReadOnlyList<LogLine> lines)
    {
        if (lines.Count == 0)
            return _streams.TryGetValue(name, out var existing) ? existing.Last : 0;

        while (GetOrMake(name) is { } stream)
        {
            if (stream.Append(lines, time.GetUtcNow()) is not { } stored)
                continue;
            Interlocked.Add(ref _received, lines.Count);
            if (Interlocked.Add(ref _bytes, stored.Grown) > options.TotalBytes)
                Trim();
            return stored.Last;
        }

        return null;
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
    public void Delete(StreamName name)
    {
        if (_streams.TryGetValue(name, out var stream))
            End(stream, EndWhen.Always);
    }

    /// <summary>Deletes build streams that are older than the options allow.</summary>
    public void Expire()
    {
        var oldest = time.GetUtcNow() - options.BuildAge;
        foreach (var stream in _streams.Values.Where(s => s.Name.IsBuild && s.LastWritten < oldest))
            Expire(stream);
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
            var lines = name.IsBuild ? options.BuildLines : options.Lines;
            return _streams[name] = new LogStream(name, lines, options.StreamBytes, Drops, time.GetUtcNow());
        }
    }

    private bool MakeRoom() =>
        _streams.Values.Where(s => s.Followers == 0).MinBy(s => s.LastWritten) is { } stalest && Expire(stalest);

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
        _streams.TryRemove(KeyValuePair.Create(stream.Name, stream));
        Interlocked.Add(ref _bytes, -freed.Bytes);
        return freed.Entries;
    }

    // Takes from the largest streams first, and some more than necessary so that it is not needed again at the next line.
    private void Trim()
    {
        lock (_trimming)
        {
            var goal = options.TotalBytes / 20 * 19;
            while (Bytes > goal)
            {
                var freed = 0L;
                foreach (var stream in _streams.Values.OrderByDescending(s => s.Bytes).ToList())
                {
                    var halved = stream.Halve();
                    freed += halved;
                    if (Interlocked.Add(ref _bytes, -halved) <= goal)
                        break;
                }

                if (freed == 0)
                    break;
            }
        }
    }
}
