namespace Deis.Functions.Tests.Support;

/// <summary>The system's clock, but timers of one length are over at once.</summary>
internal sealed class HastyTimers(TimeSpan length) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == length ? TimeSpan.Zero : dueTime, period);
}
