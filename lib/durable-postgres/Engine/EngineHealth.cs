namespace DurableTask.Postgres.Engine;

/// <summary>What the health check reports about the worker of this process.</summary>
internal sealed class EngineHealth(TimeProvider time)
{
    private readonly Lock _gate = new();
    private volatile Report? _last;
    private DateTimeOffset? _awaySince;

    /// <summary>The last news; null before the first.</summary>
    public Report? Last => _last;

    /// <summary>A heartbeat went through.</summary>
    public void Beat(long timestamp, int liveWorkers)
    {
        _last = new Report(timestamp, liveWorkers, null);
        Answered();
    }

    /// <summary>A heartbeat failed.</summary>
    public void Fail(string error)
    {
        _last = (_last ?? new Report(0, 0, null)) with { Error = error };
        Away();
    }

    /// <summary>The database has answered.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            _awaySince = null;
        }
    }

    /// <summary>The database has not answered. Returns since when.</summary>
    public DateTimeOffset Away()
    {
        lock (_gate)
        {
            return _awaySince ??= time.GetUtcNow();
        }
    }

    /// <summary>State of the worker.</summary>
    /// <param name="LastBeat">Timestamp of the last heartbeat that went through; 0: none.</param>
    /// <param name="LiveWorkers">Workers alive in the hub at that time.</param>
    /// <param name="Error">What went wrong since.</param>
    internal sealed record Report(long LastBeat, int LiveWorkers, string? Error);
}
