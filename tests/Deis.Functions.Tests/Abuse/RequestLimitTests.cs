using Deis.Functions.Abuse;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Deis.Functions.Tests.Abuse;

public sealed class RequestLimitTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Requests_BeyondTheBurst_WaitForTheRate()
    {
        var limit = Of(rate: 10, burst: 5);
        Served(limit, "a", 8).ShouldBe(5);

        limit.Take("a").ShouldBe(TimeSpan.FromSeconds(0.1));
        limit.Take("b").ShouldBe(TimeSpan.Zero);
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        Served(limit, "a", 8).ShouldBe(3);
        _clock.Advance(TimeSpan.FromHours(1));
        Served(limit, "a", 8).ShouldBe(5);
    }

    [Fact]
    public void Requests_AtTheRate_AreAllServed()
    {
        var limit = Of(rate: 10, burst: 1);
        for (var i = 0; i < 1000; i++)
        {
            limit.Take("a").ShouldBe(TimeSpan.Zero);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }
    }

    [Fact]
    public void Requests_WithoutALimit_AreAllServed() => Served(Of(rate: 0, burst: 1), "a", 10_000).ShouldBe(10_000);

    [Fact]
    public void Tokens_WithoutEnd_TakeNoMoreThanTheirRoom()
    {
        var limit = Of(rate: 10, burst: 5);
        for (var i = 0; i < 10_000; i++)
        {
            limit.Take($"token {i}");
        }

        limit.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Requests_AtOnce_AreCountedOneByOne()
    {
        var limit = Of(rate: 10, burst: 1000);
        var served = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Served(limit, "a", 500))));

        served.Sum().ShouldBe(1000);
    }

    private RequestLimit Of(int rate, int burst) =>
        new(Options.Create(new AbuseOptions { RequestsPerSecond = rate, RequestBurst = burst, Remembered = 100 }), _clock);

    private static int Served(RequestLimit limit, string key, int requests) => Enumerable.Range(0, requests).Count(_ => limit.Take(key) == TimeSpan.Zero);
}
