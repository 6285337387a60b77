using DurableTask.Postgres.Testing.Time;

namespace Microsoft.DurableTask.Testing;

/// <summary>
/// A clock that stands still until it is moved (<see cref="InMemoryOrchestrationService"/>). Timers of orchestrations, and everything that
/// is made with it as the <see cref="TimeProvider"/>, such as <c>Task.Delay(delay, clock)</c>, end when it passes their time.
/// </summary>
/// <param name="start">The first time it shows; null: the first second of the year 2000, UTC.</param>
public sealed class VirtualClock(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly AsyncLocal<Sleeper?> _sleeper = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.ByTime);
    private long _now = (start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcTicks;
    private long _lastNumber;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Raised when code has begun or ceased to wait for the clock.</summary>
    internal event Action? Changed;

    /// <summary>When the next timer is due; null: there is none.</summary>
    internal DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _timers.Min?.Due;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var sleeper = Sleeper.SleepsThrough(state) ? _sleeper.Value : null;
        var timer = new VirtualTimer(this, callback, state, sleeper, Interlocked.Increment(ref _lastNumber));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>From here on the calling execution context belongs to an activity.</summary>
    internal void Enter(Sleeper sleeper) => _sleeper.Value = sleeper;

    /// <summary>True while the activity waits for the clock.</summary>
    internal bool IsAsleep(Sleeper sleeper)
    {
        lock (_gate)
        {
            return sleeper.Timers > 0;
        }
    }

    /// <summary>Shows a later time; timers that are due then end with <see cref="FireDue"/>.</summary>
    internal void MoveTo(DateTimeOffset time) => Volatile.Write(ref _now, Math.Max(GetTimestamp(), time.UtcTicks));

    /// <summary>Ends the timers that are due, in the order of their times.</summary>
    internal void FireDue()
    {
        while (TakeDue() is { } timer)
        {
            timer.Fire();
        }

        Changed?.Invoke();
    }

    /// <summary>Arms a timer, or with null disarms it.</summary>
    internal void Arm(VirtualTimer timer, TimeSpan? dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            Remove(timer);
            if (dueTime is { } wait)
            {
                timer.Due = After(wait);
                timer.Period = period;
                Add(timer);
            }
        }

        if (dueTime == TimeSpan.Zero)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.FireDue(), this, preferLocal: false);
        }
        else
        {
            Changed?.Invoke();
        }
    }

    private VirtualTimer? TakeDue()
    {
        lock (_gate)
        {
            if (_timers.Min is not { } timer || timer.Due > GetUtcNow())
            {
                return null;
            }

            Remove(timer);
            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due += timer.Period;
                Add(timer);
            }

            return timer;
        }
    }

    private void Add(VirtualTimer timer)
    {
        _timers.Add(timer);
        if (timer.Sleeper is { } sleeper)
        {
            sleeper.Timers++;
        }
    }

    private void Remove(VirtualTimer timer)
    {
        if (_timers.Remove(timer) && timer.Sleeper is { } sleeper)
        {
            sleeper.Timers--;
        }
    }

    private DateTimeOffset After(TimeSpan wait)
    {
        var now = GetUtcNow();
        return wait < DateTimeOffset.MaxValue - now ? now + wait : DateTimeOffset.MaxValue;
    }
}
