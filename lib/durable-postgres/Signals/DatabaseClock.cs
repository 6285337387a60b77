using DurableTask.Postgres.Engine;

namespace DurableTask.Postgres.Signals;

/// <summary>The database's time between two looks at it, so that machines with wrong clocks agree.</summary>
internal sealed class DatabaseClock(EngineTime engineTime)
{
    private readonly TimeProvider _time = engineTime.Store;
    private volatile Reading? _last;

    /// <summary>The database's time, as far as known.</summary>
    public DateTimeOffset Now => _last is { } last ? last.Time + _time.GetElapsedTime(last.Timestamp) : _time.GetUtcNow();

    /// <summary>Takes over a time that the database just told.</summary>
    public void Set(DateTimeOffset now) => _last = engineTime.IsStoreExact ? null : new Reading(now, _time.GetTimestamp());

    private sealed record Reading(DateTimeOffset Time, long Timestamp);
}
