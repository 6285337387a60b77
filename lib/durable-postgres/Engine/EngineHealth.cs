namespace DurableTask.Postgres.Engine;

/// <summary>What the health check reports about the worker of this process.</summary>
internal sealed class EngineHealth
{
    private volatile Report? _last;

    /// <summary>The last news; null before the first.</summary>
    public Report? Last => _last;

    /// <summary>A heartbeat went through.</summary>
    public void Beat(long timestamp, int liveWorkers) => _last = new Report(timestamp, liveWorkers, null);

    /// <summary>A heartbeat failed.</summary>
    public void Fail(string error) => _last = (_last ?? new Report(0, 0, null)) with { Error = error };

    /// <summary>State of the worker.</summary>
    /// <param name="LastBeat">Timestamp of the last heartbeat that went through; 0: none.</param>
    /// <param name="LiveWorkers">Workers alive in the hub at that time.</param>
    /// <param name="Error">What went wrong since.</param>
    internal sealed record Report(long LastBeat, int LiveWorkers, string? Error);
}
