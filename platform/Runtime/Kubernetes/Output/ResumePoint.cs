using Deis.Platform.Logs;
using Deis.Platform.Runtime.Output;

namespace Deis.Platform.Runtime.Kubernetes.Output;

/// <summary>Finds out up to which line a former platform has carried what a pod wrote, from the log itself.</summary>
internal sealed class ResumePoint(ILogStreams streams, string stream, string source)
{
    private const int Lines = 1000;

    // A line is stored a moment after it was written; later when the logger was away.
    private static readonly TimeSpan _slack = TimeSpan.FromMinutes(1);

    /// <summary>The time of the last line that is in the log; empty when all of it is missing there.</summary>
    /// <param name="open">Opens what the current or the previous run of the container has written since a moment; null when there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> FindAsync(Func<bool, DateTimeOffset?, Task<Stream?>> open, CancellationToken cancellationToken)
    {
        LogEntry? oldest = null;
        LogEntry? stored = null;
        await foreach (var entry in streams.ReadAsync(stream, new LogQuery(Lines), cancellationToken))
        {
            oldest ??= entry;
            stored = entry.Source == source ? entry : stored;
        }
        // What was carried once has left the log again, pushed out by the lines of others: none of those that are older than what is left is missing.
        if (stored is null)
            return oldest is null ? "" : LogTime.Of(oldest.Time);
        // The current run first: when the container begins anew meanwhile, it is the previous one then.
        var current = await FindAsync(stored, previous: false, open, cancellationToken);
        var previous = await FindAsync(stored, previous: true, open, cancellationToken);
        var found = string.CompareOrdinal(current, previous) > 0 ? current : previous;
        return found.Length > 0 ? found : LogTime.Of(stored.Time);
    }

    private static async Task<string> FindAsync(LogEntry stored, bool previous, Func<bool, DateTimeOffset?, Task<Stream?>> open, CancellationToken cancellationToken)
    {
        var found = "";
        if (await open(previous, stored.Time - _slack) is { } output)
        {
            await using (output)
                await OutputReader.ReadAsync(output, Compare, copy: null, cancellationToken);
        }
        return found;

        void Compare(OutputLine line)
        {
            if (!line.IsRest && LogTime.Split(line.Text) is var (time, text) && text == stored.Message && LogTime.Parse(time) <= stored.Time)
                found = time;
        }
    }
}
