using Deis.Router.Http1;

namespace Deis.Router.Upstreams;

/// <summary>
/// Tells pools when it is time to look for connections that were idle too long: one timer for all of them. With a timer for each, thousands of processes
/// kept the runtime's list of timers so long that going through it took a tenth of the router's time.
/// </summary>
/// <remarks>A wheel of slots, one for each step of time; a pool is told at most two steps late when the timer rings in time.</remarks>
internal sealed class IdleWheel : IDisposable
{
    private const int Slots = 64;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly List<Http1Pool>[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new List<Http1Pool>())];
    private readonly List<Http1Pool> _due = [];
    private int _slot;
    private int _waiting;
    private long _turned;

    /// <summary>Makes a wheel that stands still until somebody waits.</summary>
    public IdleWheel(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static wheel => ((IdleWheel)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Calls <see cref="Http1Pool.Sweep"/> once, after a time of three seconds at most.</summary>
    public void TellAfter(Http1Pool pool, TimeSpan wait)
    {
        lock (_gate)
        {
            // The present step may be nearly over.
            var steps = Math.Clamp((int)Math.Ceiling(wait / Step) + 1, 1, Slots - 1);
            _slots[(_slot + steps) % Slots].Add(pool);
            if (_waiting++ > 0)
                return;
            _turned = _time.GetTimestamp();
            _timer.Change(Step, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Tells nobody any more.</summary>
    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        lock (_gate)
        {
            // The timer may be late, by so much that all slots are due.
            var steps = (long)(_time.GetElapsedTime(_turned) / Step);
            _turned += (long)(steps * Step.TotalSeconds * _time.TimestampFrequency);
            for (var step = Math.Min(steps, Slots); step > 0; step--)
            {
                _slot = (_slot + 1) % Slots;
                _due.AddRange(_slots[_slot]);
                _slots[_slot].Clear();
            }
        }

        foreach (var pool in _due)
            pool.Sweep();
        lock (_gate)
        {
            _waiting -= _due.Count;
            _due.Clear();
            if (_waiting > 0)
                _timer.Change(Step, Timeout.InfiniteTimeSpan);
        }
    }
}
