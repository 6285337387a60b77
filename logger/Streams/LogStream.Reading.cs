namespace Deis.Logger.Streams;

/// <content>What readers ask.</content>
internal sealed partial class LogStream
{
    private const int SliceLength = 500;

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

    // A position of an earlier life of the stream says nothing about this one.
    private long MissingAfter(long position) =>
        position == 0 ? 0 : Math.Max(0, _last - _entries.Count - Math.Max(position, _base));
}
