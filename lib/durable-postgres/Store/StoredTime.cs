namespace DurableTask.Postgres.Store;

/// <summary>The database keeps microseconds.</summary>
internal static class StoredTime
{
    /// <summary>The next whole microsecond, so that nothing is due before its time.</summary>
    public static DateTime RoundUp(DateTimeOffset time)
    {
        var rest = time.UtcTicks % TimeSpan.TicksPerMicrosecond;
        var utc = time.UtcDateTime;
        return rest == 0 || utc > DateTime.MaxValue.AddDays(-1) ? utc : utc.AddTicks(TimeSpan.TicksPerMicrosecond - rest);
    }

    /// <summary>The whole microsecond before.</summary>
    public static DateTimeOffset RoundDown(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The moment of a count of ticks; false: there is no such moment.</summary>
    public static bool TryFromTicks(long ticks, out DateTimeOffset time)
    {
        var isTime = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
        time = isTime ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return isTime;
    }
}
