namespace DurableTask.Postgres.Tests.Support;

/// <summary>The system's clock, but what is measured takes only the time that the test says.</summary>
public sealed class ManualStopwatch : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    /// <summary>Lets time go by for everything that is being measured now.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
