using System.Collections.Concurrent;
using Deis.Router.Routes;
using Deis.Router.Tests.Support;
using Deis.Router.Upstreams;

namespace Deis.Router.Tests.Upstreams;

public class UpstreamTests
{
    [Fact]
    public void TryEnter_Retired_IsRefused()
    {
        var upstream = New();

        upstream.Retire();

        upstream.TryEnter().ShouldBeFalse();
        upstream.Drained.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Drained_RequestsInFlight_CompletesWithTheLast()
    {
        var upstream = New();
        upstream.TryEnter().ShouldBeTrue();
        upstream.TryEnter().ShouldBeTrue();

        upstream.Retire();
        upstream.Leave();
        upstream.Drained.IsCompleted.ShouldBeFalse();
        upstream.Leave();

        upstream.Drained.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Retire_Twice_DrainsOnce()
    {
        var drained = 0;
        using IdleWheel wheel = new(TimeProvider.System);
        var upstream = new Upstream(UpstreamAddress.Tcp("127.0.0.1", 1), TimeSpan.FromSeconds(1), TimeProvider.System, wheel, _ => drained++);

        upstream.Retire();
        upstream.Retire();

        drained.ShouldBe(1);
    }

    [Fact]
    public async Task Pick_ProcessesReplacedAllTheTime_NobodyHoldsADrainedOne()
    {
        const int generations = 5000;
        using var routes = new RouteTable("localhost");
        var stopped = new ConcurrentDictionary<UpstreamAddress, bool>();
        var current = Address(1);
        routes.Set(Route(current));
        var live = routes.Find("app.localhost")!.Route;
        using var stop = new CancellationTokenSource();
        var requests = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                var upstream = live.Pick(null)!.Value.Upstream;
                Thread.Yield();
                stopped.ContainsKey(upstream.Address).ShouldBeFalse();
                upstream.Leave();
            }
        })).ToArray();

        for (var generation = 2; generation < generations; generation++)
        {
            var former = current;
            current = Address(generation);
            routes.Set(Route(current));
            await routes.DrainAsync("app", [former], CancellationToken.None).WaitAsync(Eventually.Patience);
            stopped[former] = true;
        }

        await stop.CancelAsync();
        await Task.WhenAll(requests);
    }

    private static UpstreamAddress Address(int port) => UpstreamAddress.Tcp("127.0.0.1", port);

    private static AppRoute Route(UpstreamAddress endpoint) => new() { App = "app", Hosts = ["app"], Endpoints = [endpoint] };

    private static Upstream New() => new(Address(1), TimeSpan.FromSeconds(1), TimeProvider.System, new IdleWheel(TimeProvider.System), _ => { });
}
