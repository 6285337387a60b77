using Deis.Functions.Abuse;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Functions.Tests.Abuse;

public sealed class PausesTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Pauses_GrowTwofoldUpToTheLongest()
    {
        var pauses = Of(free: 3);
        List<double> seen = [];
        for (var i = 0; i < 9; i++)
        {
            pauses.Failed("a");
            seen.Add(pauses.Left("a").TotalSeconds);
            _clock.Advance(pauses.Left("a"));
        }

        seen.ShouldBe([0, 0, 1, 2, 4, 8, 16, 30, 30]);
        pauses.Left("b").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Pause_PassesWithTime()
    {
        var pauses = Of(free: 1);
        pauses.Failed("a");
        pauses.Failed("a");

        _clock.Advance(TimeSpan.FromSeconds(1.5));
        pauses.Left("a").ShouldBe(TimeSpan.FromSeconds(0.5));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        pauses.Left("a").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Failures_OfLongAgoOrBeforeASuccess_AreForgotten()
    {
        var pauses = Of(free: 2);
        pauses.Failed("a");
        _clock.Advance(TimeSpan.FromMinutes(10));
        pauses.Failed("a");
        pauses.Left("a").ShouldBe(TimeSpan.Zero);
        pauses.Succeeded("a");
        pauses.Failed("a");
        pauses.Left("a").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Pauses_ThatAreSwitchedOff_NeverCome()
    {
        var pauses = Of(free: 0);
        for (var i = 0; i < 100; i++)
        {
            pauses.Failed("a");
        }

        pauses.Left("a").ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Keys_WithoutEnd_AreForgottenOldestFirst()
    {
        var pauses = Of(free: 1);
        for (var i = 0; i < 1000; i++)
        {
            pauses.Failed($"key {i}");
            pauses.Failed("often");
        }

        pauses.Count.ShouldBe(100);
        pauses.Left("key 1").ShouldBe(TimeSpan.Zero);
        pauses.Left("key 999").ShouldBeGreaterThan(TimeSpan.Zero);
        pauses.Left("often").ShouldBe(TimeSpan.FromSeconds(30));
    }

    private Pauses Of(int free) => new(free, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), 100, _clock);
}
