using System.Runtime.ExceptionServices;
using Microsoft.DurableTask.Testing;

namespace DurableTask.Postgres.Testing.Time;

/// <summary>A timer on a <see cref="VirtualClock"/>, which guards its properties.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state, Sleeper? sleeper, long number) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Earlier ones first, of equal ones the elder.</summary>
    public static Comparer<VirtualTimer> ByTime { get; } = Comparer<VirtualTimer>.Create(
        (one, other) => one.Due == other.Due ? one.Number.CompareTo(other.Number) : one.Due.CompareTo(other.Due));

    /// <summary>Tells it from others of the same time.</summary>
    public long Number => number;

    /// <summary>The activity that waits for it; null: none does.</summary>
    public Sleeper? Sleeper => sleeper;

    /// <summary>When it is due; only while it is armed.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>Time between its ends; zero or less: it ends once.</summary>
    public TimeSpan Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        clock.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime, period);
        return true;
    }

    /// <summary>Calls back as a timer of the system does: in the context in which it was made, and an exception ends the process.</summary>
    public void Fire()
    {
        try
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).CallBack(), this);
            }
        }
        catch (Exception error)
        {
            ThreadPool.UnsafeQueueUserWorkItem(ExceptionDispatchInfo.Throw, error, preferLocal: false);
        }
    }

    public void Dispose() => clock.Arm(this, null, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void CallBack() => callback(state);
}
