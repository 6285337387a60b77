namespace Deis.Logger.Streams;

/// <summary>
/// The kept entries of one stream. Readers hold a position, never a queue of their own: one who is too slow finds that entries are
/// missing, and costs no memory. Thread-safe.
/// </summary>
internal sealed class LogStream(StreamName name, int maxLines, long maxBytes, DropCounts drops, DateTimeOffset created)
{
    private const int SliceLength = 500;

    private readonly Lock _gate = new();
    private readonly EntryRing _entries = new(maxLines);
    // Later lives of the stream must number higher than earlier ones; no stream gets a thousand lines per millisecond.
    private readonly long _base = created.ToUnixTimeMilliseconds() * 1000;
    private long _last = created.ToUnixTimeMilliseconds() * 1000;
    private long _bytes;
    private bool _ended;
    private TaskCompletionSource? _changed;
    private int _followers;

    public StreamName Name { get; } = name;

    /// <summary>When the last entry came; until there is one, when the stream began.</summary>
    public DateTimeOffset LastWritten { get; private set; } = created;

    public int Followers => Volatile.Read(ref _followers);

    public long Bytes => Interlocked.Read(ref _bytes);

    public int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>Entries of this life of the stream that are no longer kept.</summary>
    public long Dropped
    {
        get
        {
            lock (_gate)
                return _last - _base - _entries.Count;
        }
    }

    /// <summary>The number of the newest entry; 0 if there never was one.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _last == _base ? 0 : _last;
        }
    }

    /// <summary>Stores lines in order.</summary>
    /// <returns>The number of the last one, and by how many bytes the stream has grown; null if the stream has ended.</returns>
    public (long Last, long Grown)? Append(IReadOnlyList<LogLine> lines, DateTimeOffset now)
    {
        TaskCompletionSource? changed;
        long last, grown;
        lock (_gate)
        {
            if (_ended)
                return null;
            var before = _bytes;
            foreach (var line in lines)
                Add(new LogEntry(++_last, line.Time ?? now, Shared(line.Source), line.Message));
            LastWritten = now;
            (last, grown) = (_last == _base ? 0 : _last, _bytes - before);
            (changed, _changed) = (_changed, null);
        }

        changed?.TrySetResult();
        return (last, grown);
    }

    /// <summary>The newest entries that match.</summary>
    /// <param name="after">Only entries with a higher number; 0 for all.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="filter">Which ones.</param>
    public LogSlice Tail(long after, int count, LogFilter filter)
    {
        lock (_gate)
        {
            var wanted = new List<LogEntry>();
            for (var i = _entries.Count - 1; i >= 0 && wanted.Count < count && _entries[i].Seq > after; i--)
            {
                if (filter.Matches(_entries[i]))
                    wanted.Add(_entries[i]);
            }

            wanted.Reverse();
            return new LogSlice(wanted, MissingAfter(after), _last, _ended);
        }
    }

    /// <summary>The oldest entries after a position; not more than a few hundred at a time.</summary>
    public LogSlice Next(long position, LogFilter filter)
    {
        lock (_gate)
        {
            var missing = MissingAfter(position);
            var first = (int)Math.Clamp(position - (_last - _entries.Count), 0, _entries.Count);
            var end = Math.Min(first + SliceLength, _entries.Count);
            var wanted = new List<LogEntry>();
            for (var i = first; i < end; i++)
            {
                if (filter.Matches(_entries[i]))
                    wanted.Add(_entries[i]);
            }

            return new LogSlice(wanted, missing, end == 0 ? _last : _entries[end - 1].Seq, _ended && end == _entries.Count);
        }
    }

    /// <summary>Completes when there is an entry after the position or the stream has ended.</summary>
    public Task ChangedAsync(long position, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_last > position || _ended)
                return Task.CompletedTask;
            _changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _changed.Task.WaitAsync(cancellation);
        }
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
            if (_ended)
                return 0;
            var before = _bytes;
            while (_entries.Count > 0 && _bytes > before / 2)
                Drop(DropReason.TotalBytes);
            return before - _bytes;
        }
    }

    private void Add(LogEntry entry)
    {
        if (_entries.IsFull)
            Drop(DropReason.Lines);
        _entries.Add(entry);
        _bytes += entry.Cost;
        while (_bytes > maxBytes && _entries.Count > 1)
            Drop(DropReason.StreamBytes);
    }

    private void Drop(DropReason reason)
    {
        _bytes -= _entries.DropFirst().Cost;
        drops.Add(reason, 1);
    }

    // A position of an earlier life of the stream says nothing about this one.
    private long MissingAfter(long position) =>
        position == 0 ? 0 : Math.Max(0, _last - _entries.Count - Math.Max(position, _base));

    // Most lines come from where the one before came from; one string serves them all.
    private string Shared(string source) =>
        _entries.Count > 0 && _entries[_entries.Count - 1].Source is var former && former == source ? former : source;
}
