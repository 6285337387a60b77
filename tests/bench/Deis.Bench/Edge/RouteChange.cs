using System.Diagnostics;
using Deis.Router;
using Deis.Router.Routes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Bench.Edge;

/// <summary>How long a change of one app's process takes to have an effect: from the call to the end of the first request that the new one answers.</summary>
internal static class RouteChange
{
    /// <summary>Through the table of a router in this process, as <c>./run</c> has it.</summary>
    public static async Task<IReadOnlyList<double>> OfTableAsync(int hosts, int changes)
    {
        using var table = new RouteTable("localhost");
        await using var router = new RouterServer(new RouterOptions { Listen = ["127.0.0.1:0"] }, table, NullLoggerFactory.Instance);
        await router.StartAsync(CancellationToken.None);
        for (var app = 0; app < hosts; app++)
            table.Set(Route(app, app));
        return await MeasureAsync(router.EndPoints[0].Port, changes, process =>
        {
            table.Set(Route(0, process));
            return Task.CompletedTask;
        });
    }

    /// <summary>Through the configuration of a proxy.</summary>
    public static Task<IReadOnlyList<double>> OfProxyAsync(EdgeProxy proxy, int changes) => MeasureAsync(proxy.Port, changes, proxy.SwitchAsync);

    /// <summary>Live objects per host without traffic, in bytes.</summary>
    public static double BytesPerHost(int hosts)
    {
        using var table = new RouteTable("localhost");
        table.Set(Route(0, 0));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var app = 1; app < hosts; app++)
            table.Set(Route(app, app));
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / (hosts - 1);
        GC.KeepAlive(table);
        return bytes;
    }

    private static async Task<IReadOnlyList<double>> MeasureAsync(int port, int changes, Func<int, Task> change)
    {
        using var client = Answers.NewClient();
        await Answers.PortAsync(client, port, 0);
        var times = new List<double>();
        for (var i = 1; i <= changes; i++)
        {
            var process = i % Backend.Ports.Count;
            var watch = Stopwatch.StartNew();
            await change(process);
            while (await Answers.PortAsync(client, port, 0) != Backend.Ports[process])
            {
            }

            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static AppRoute Route(int app, int process) => new()
    {
        App = $"app{app}",
        Hosts = [Answers.HostOf(app)],
        Endpoints = [UpstreamAddress.Tcp("127.0.0.1", Backend.Ports[process % Backend.Ports.Count])],
    };
}
