using Deis.Platform.Runtime.Local;
using Deis.Platform.Runtime.Local.Processes;

namespace Deis.Platform.Tests.Runtime;

public sealed class RestartBackOffTests
{
    private static readonly LocalRuntimeOptions Defaults = new();

    private readonly Clock _clock = new();
    private readonly RestartBackOff _backOff;

    public RestartBackOffTests() => _backOff = new RestartBackOff(_clock, Defaults.RestartDelay, Defaults.MaxRestartDelay, Defaults.RestartDelayReset);

    [Fact]
    public void Ended_AgainAndAgain_PausesGrowAsThoseOfKubernetes() =>
        Enumerable.Range(0, 9).Select(_ => EndAfter(TimeSpan.FromSeconds(1)).TotalSeconds).ShouldBe([0, 10, 20, 40, 80, 160, 300, 300, 300]);

    [Fact]
    public void Ended_AfterALongTime_StaysAtTheLongestPause() =>
        Enumerable.Range(0, 200).Select(_ => EndAfter(TimeSpan.Zero)).ToList()[^1].ShouldBe(TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData(9, 59, 40)]
    [InlineData(10, 0, 0)]
    public void Ended_AfterTenMinutesUp_BeginsAnew(int minutes, int seconds, int pause)
    {
        for (var ends = 0; ends < 3; ends++)
            EndAfter(TimeSpan.FromSeconds(1));

        EndAfter(new TimeSpan(0, minutes, seconds)).TotalSeconds.ShouldBe(pause);
    }

    private TimeSpan EndAfter(TimeSpan up)
    {
        _backOff.Started();
        _clock.Advance(up);
        return _backOff.Ended();
    }

    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
