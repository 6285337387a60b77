namespace DurableTask.Postgres.Signals;

/// <summary>The database's time between two looks at it, so that machines with wrong clocks agree.</summary>
internal sealed class DatabaseClock(TimeProvider time)
{
    private volatile Reading? _last;

    /// <summary>The database's time, as far as known.</summary>
    public DateTimeOffset Now => _last is { } last ? last.Time + time.GetElapsedTime(last.Timestamp) : time.GetUtcNow();

    /// <summary>Takes over a time that the database just told.</summary>
    public void Set(DateTimeOffset now) => _last = new Reading(now, time.GetTimestamp());

    private sealed record Reading(DateTimeOffset Time, long Timestamp);
}
