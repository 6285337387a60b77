using Microsoft.Extensions.Time.Testing;

namespace Deis.FunctionsHost.Tests.Timers;

/// <summary>A clock that the test moves, and that knows who waits for which time.</summary>
internal sealed class WaitingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<object, DateTimeOffset> _awaited = [];

    /// <summary>How many wait.</summary>
    public int Waiters
    {
        get
        {
            lock (_gate)
                return _awaited.Count;
        }
    }

    /// <summary>Moves to the earliest time that somebody waits for, but not beyond <paramref name="limit"/>.</summary>
    public void MoveOn(DateTimeOffset limit)
    {
        DateTimeOffset next;
        lock (_gate)
            next = _awaited.Values.Append(limit).Min();
        if (next > GetUtcNow())
            SetUtcNow(next);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero)
            return base.CreateTimer(callback, state, dueTime, period);

        var key = new object();
        lock (_gate)
            _awaited[key] = GetUtcNow() + dueTime;
        var timer = base.CreateTimer(
            fired =>
            {
                Forget(key);
                callback(fired);
            },
            state,
            dueTime,
            period);
        return new Timer(timer, () => Forget(key));
    }

    private void Forget(object key)
    {
        lock (_gate)
            _awaited.Remove(key);
    }

    private sealed class Timer(ITimer timer, Action disposed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            disposed();
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            disposed();
            return timer.DisposeAsync();
        }
    }
}
