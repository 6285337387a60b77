namespace Deis.Logger.Streams;

/// <content>How a stream comes back after a restart.</content>
internal sealed partial class LogStream
{
    /// <summary>Adds entries of an earlier logger; what the disk has lost between them counts as dropped.</summary>
    public void Restore(IReadOnlyList<LogEntry> entries)
    {
        lock (_gate)
        {
            // What lies before the oldest file was dropped long ago.
            _last = Math.Max(_last, entries[0].Seq - 1);
            foreach (var entry in entries.Where(entry => entry.Seq > _last))
            {
                Fill(entry);
                Add(entry);
            }

            LastWritten = new DateTimeOffset(entries[^1].Received, TimeSpan.Zero);
        }
    }

    // Positions are places in the ring, so lost entries need theirs. What the ring cannot hold anyway is left out.
    private void Fill(LogEntry next)
    {
        var lost = next.Seq - _last - 1;
        if (lost <= 0)
            return;
        drops.Add(DropReason.Damaged, lost);
        _last = Math.Max(_last, next.Seq - maxLines);
        if (_last < next.Seq - 1)
            Add(next with { Seq = _last + 1, Source = Gap.Source, Message = Gap.Message(lost) });
        while (_last < next.Seq - 1)
            Add(LogEntry.Placeholder(_last + 1, next.Received));
    }
}
