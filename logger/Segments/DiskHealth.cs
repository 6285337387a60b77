using Microsoft.Extensions.Logging;

namespace Deis.Logger.Segments;

/// <summary>Whether the disk takes lines. Thread-safe.</summary>
internal sealed partial class DiskHealth(TimeProvider time, ILogger<DiskHealth> logger)
{
    private readonly Lock _gate = new();
    private long _refused;

    /// <summary>Since when it takes none; null if it does.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>What is wrong, if something is.</summary>
    public string? Problem { get; private set; }

    /// <summary>Lines that were refused; those that were sent again count again.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public void Failed(Exception error, int lines)
    {
        Interlocked.Add(ref _refused, lines);
        lock (_gate)
        {
            if (FailingSince is null)
                LogFailing(error);
            FailingSince ??= time.GetUtcNow();
            Problem = error.Message;
        }
    }

    public void Succeeded()
    {
        if (FailingSince is null)
            return;
        lock (_gate)
        {
            if (FailingSince is { } since)
                LogRecovered(time.GetUtcNow() - since, Refused);
            FailingSince = null;
            Problem = null;
        }
    }

    [LoggerMessage(2403, LogLevel.Error, "Log lines cannot be written to the disk; their senders are refused until it is mended.")]
    private partial void LogFailing(Exception error);

    [LoggerMessage(2404, LogLevel.Warning, "Log lines can be written again after {Duration}; {Lines} were refused since the start.")]
    private partial void LogRecovered(TimeSpan duration, long lines);
}
