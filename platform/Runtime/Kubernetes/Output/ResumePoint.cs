using Deis.Kubernetes;
using Deis.Platform.Logs;
using Deis.Platform.Runtime.Output;

namespace Deis.Platform.Runtime.Kubernetes.Output;

/// <summary>Finds out up to which line a former platform has carried what a pod wrote, from the log itself.</summary>
internal sealed class ResumePoint(ILogStreams streams, string stream, string source)
{
    private const int Lines = 1000;

    // A line is stored a moment after it was written; later when the logger was away.
    private static readonly TimeSpan _slack = TimeSpan.FromMinutes(1);

    /// <summary>The time of the last line that is in the log; empty when none of it is.</summary>
    /// <param name="open">Opens what the container has written since a moment; null when that cannot be had.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> FindAsync(Func<DateTimeOffset?, Task<Stream?>> open, CancellationToken cancellationToken)
    {
        LogEntry? stored = null;
        await foreach (var entry in streams.ReadAsync(stream, new LogQuery(Lines), cancellationToken))
            stored = entry.Source == source ? entry : stored;
        if (stored is null)
            return "";
        var found = "";
        try
        {
            if (await open(stored.Time - _slack) is { } output)
            {
                await using (output)
                    await OutputReader.ReadAsync(output, Compare, copy: null, cancellationToken);
            }
        }
        catch (KubernetesApiException)
        {
            // gone meanwhile; then there is nothing to go on with
        }
        return found.Length > 0 ? found : LogTime.Of(stored.Time);

        void Compare(OutputLine line)
        {
            if (!line.IsRest && LogTime.Split(line.Text) is var (time, text) && text == stored.Message && LogTime.Parse(time) <= stored.Time)
                found = time;
        }
    }
}
