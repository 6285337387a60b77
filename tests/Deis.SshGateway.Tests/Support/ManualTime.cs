namespace Deis.SshGateway.Tests.Support;

/// <summary>A clock with one timer, moved by the test.</summary>
internal sealed class ManualTime : TimeProvider, ITimer
{
    private Action _callback = () => { };
    private TimeSpan _left = TimeSpan.MaxValue;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _callback = () => callback(state);
        _left = dueTime;
        return this;
    }

    public void Advance(TimeSpan by)
    {
        _left -= by;
        if (_left <= TimeSpan.Zero)
        {
            _callback();
        }
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _left = dueTime;
        return true;
    }

    public void Dispose() => _left = TimeSpan.MaxValue;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
