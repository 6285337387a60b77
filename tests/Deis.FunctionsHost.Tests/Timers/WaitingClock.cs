using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Deis.FunctionsHost.Tests.Timers;

/// <summary>A clock that the test moves, and that knows who waits for which time.</summary>
internal sealed class WaitingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentQueue<DateTimeOffset> _awaited = new();

    /// <summary>How many have begun to wait for a time.</summary>
    public int WaitersFor(DateTimeOffset time) => _awaited.Count(awaited => awaited == time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var awaited = GetUtcNow() + dueTime;
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
            _awaited.Enqueue(awaited);
        return timer;
    }
}
