using System.Threading.Channels;

namespace Deis.FunctionsHost.Tests.Queues;

/// <summary>The system's clock, which tells how long each timer was to wait.</summary>
internal sealed class RecordedTimers : TimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public ChannelReader<TimeSpan> Waits => _waits.Reader;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waits.Writer.TryWrite(dueTime);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
