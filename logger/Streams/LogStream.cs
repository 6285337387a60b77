using Deis.Logger.Segments;

namespace Deis.Logger.Streams;

/// <summary>
/// The kept entries of one stream. Readers hold a position, never a queue of their own: one who is too slow finds that entries are
/// missing, and costs no memory. Thread-safe; only the committing task adds entries.
/// </summary>
internal sealed partial class LogStream(StreamName name, long baseNumber, int maxLines, long maxBytes, DropCounts drops, DateTimeOffset created)
{
    private readonly Lock _gate = new();
    private readonly EntryRing _entries = new(maxLines);
    private readonly long _base = baseNumber;
    private long _last = baseNumber;
    private long _bytes;
    private bool _ended;
    private TaskCompletionSource? _changed;
    private int _followers;

    public StreamName Name { get; } = name;

    /// <summary>Its files; null if it is kept in memory only.</summary>
    public StreamSegments? Segments { get; init; }

    /// <summary>When the last entry came; until there is one, when the stream began.</summary>
    public DateTimeOffset LastWritten { get; private set; } = created;

    public int Followers => Volatile.Read(ref _followers);

    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count => Locked(() => _entries.Count);

    /// <summary>Whether nothing can be stored in it any more.</summary>
    public bool HasEnded => Locked(() => _ended);

    /// <summary>The number of the oldest entry that is kept; of the next one if none is.</summary>
    public long First => Locked(() => _last - _entries.Count + 1);

    /// <summary>Entries of this life of the stream that are no longer kept.</summary>
    public long Dropped => Locked(() => _last - _base - _entries.Count);

    /// <summary>The number of the newest entry; 0 if there never was one.</summary>
    public long Last => Locked(() => _last == _base ? 0 : _last);

    /// <summary>The entries that lines become if they are stored next.</summary>
    public LogEntry[] Number(IReadOnlyList<LogLine> lines, DateTimeOffset now)
    {
        var entries = new LogEntry[lines.Count];
        // Most lines come from where the one before came from; one string serves them all.
        var source = Locked(() => _entries.Count > 0 ? _entries[_entries.Count - 1].Source : "");
        for (var i = 0; i < entries.Length; i++)
        {
            if (lines[i].Source != source)
                source = lines[i].Source;
            entries[i] = new LogEntry(_last + 1 + i, lines[i].Time ?? now, source, lines[i].Message, now.UtcTicks);
        }

        return entries;
    }

    /// <summary>Adds entries that <see cref="Number"/> has made.</summary>
    /// <returns>By how many bytes the stream has grown; null if it has ended.</returns>
    public long? Publish(LogEntry[] entries, DateTimeOffset now)
    {
        TaskCompletionSource? changed;
        long grown;
        lock (_gate)
        {
            if (_ended)
                return null;
            var before = _bytes;
            foreach (var entry in entries)
                Add(entry);
            LastWritten = now;
            grown = _bytes - before;
            (changed, _changed) = (_changed, null);
        }

        changed?.TrySetResult();
        return grown;
    }

    /// <summary>Counts a follower in or out.</summary>
    /// <returns>False if the stream has ended.</returns>
    public bool ChangeFollowers(int by)
    {
        lock (_gate)
        {
            _followers += by;
            return !_ended;
        }
    }

    /// <summary>Ends the stream: nothing can be stored any more and followers stop.</summary>
    /// <param name="when">The condition under which to do it.</param>
    /// <returns>The bytes it took and the entries it had; null if it had ended before or the condition is not met.</returns>
    public (long Bytes, int Entries)? End(EndWhen when)
    {
        TaskCompletionSource? changed;
        (long, int) freed;
        lock (_gate)
        {
            var met = when switch
            {
                EndWhen.Always => true,
                EndWhen.Unfollowed => _followers == 0,
                _ => _followers == 0 && _last == _base,
            };
            if (_ended || !met)
                return null;
            _ended = true;
            freed = (_bytes, _entries.Count);
            (changed, _changed) = (_changed, null);
        }

        changed?.TrySetResult();
        return freed;
    }

    /// <summary>Drops the older half of what the stream takes.</summary>
    /// <returns>The bytes freed.</returns>
    public long Halve()
    {
        lock (_gate)
        {
            var half = _bytes / 2;
            return DropWhile(_ => _bytes > half, DropReason.TotalBytes);
        }
    }

    /// <summary>Drops the entries that came before a time.</summary>
    /// <returns>The bytes freed.</returns>
    public long DropBefore(DateTimeOffset time)
    {
        lock (_gate)
            return DropWhile(entry => entry.Received < time.UtcTicks, DropReason.Expired);
    }

    private long DropWhile(Func<LogEntry, bool> condition, DropReason reason)
    {
        if (_ended)
            return 0;
        var before = _bytes;
        while (_entries.Count > 0 && condition(_entries[0]))
            Drop(reason);
        return before - _bytes;
    }

    private void Add(LogEntry entry)
    {
        if (_entries.IsFull)
            Drop(DropReason.Lines);
        _entries.Add(entry);
        _last = entry.Seq;
        _bytes += entry.Cost;
        while (_bytes > maxBytes && _entries.Count > 1)
            Drop(DropReason.StreamBytes);
    }

    private void Drop(DropReason reason)
    {
        _bytes -= _entries.DropFirst().Cost;
        drops.Add(reason, 1);
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }
}
