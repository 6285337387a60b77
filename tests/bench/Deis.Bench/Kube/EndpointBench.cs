using System.Diagnostics;
using System.Globalization;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Router.Routes;
using Deis.Router.Sources.Kubernetes;
using Deis.TestSupport.Kubernetes;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Bench.Kube;

/// <summary>How long after a change of an app's Endpoints its requests go elsewhere: when the API server has answered who changed them, and when the router's table has the change.</summary>
internal static class EndpointBench
{
    private const int Changes = 300;
    private const int WarmUp = 50;
    private const string Space = "default";
    private const string App = "bench";

    // Who spins takes one of two processors from those who are measured.
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(1);

    public static async Task RunAsync()
    {
        await using var server = await ApiServer.StartAsync();
        using var client = KubernetesConnection.Open(
            new KubernetesOptions { Kubeconfig = server.Kubeconfig, RequestsPerSecond = 100_000, Burst = 100_000 }, TimeProvider.System);
        ResourceClient<V1Endpoints> endpoints = new(client);
        await new ResourceClient<V1Service>(client).CreateAsync(
            new V1Service { Metadata = Metadata(), Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Name = "http", Port = 80, Protocol = "TCP" }] } }, CancellationToken.None);
        using RouteTable routes = new("localhost");
        using CancellationTokenSource over = new();
        var following = new KubernetesRouteSource(client, TimeProvider.System, NullLogger<KubernetesRouteSource>.Instance).RunAsync(routes, over.Token);
        List<double> answered = [], routed = [], behind = [];
        for (var number = 0; number < WarmUp + Changes; number++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"10.1.{number >> 8}.{number & 255}");
            var began = Stopwatch.GetTimestamp();
            var answer = AnsweredAsync(endpoints.ApplyAsync(At(address), "bench", force: true, CancellationToken.None));
            var route = await SeenAsync(routes, address);
            if (number >= WarmUp)
            {
                answered.Add(Stopwatch.GetElapsedTime(began, await answer).TotalMilliseconds);
                routed.Add(Stopwatch.GetElapsedTime(began, route).TotalMilliseconds);
                behind.Add(Stopwatch.GetElapsedTime(await answer, route).TotalMilliseconds);
            }

            await answer;
        }

        await over.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine($"milliseconds of {Changes} changes of Endpoints, load {Machine.Load}");
        Table.Write(
            ["from", "to", "p50", "p90", "p99", "max"],
            [
                Row("the change is sent", "the API server has answered", answered),
                Row("the change is sent", "the router's table has it", routed),
                Row("the API server has answered", "the router's table has it", behind),
            ]);
    }

    private static string[] Row(string from, string to, List<double> milliseconds) =>
        [from, to, .. new[] { 0.5, 0.9, 0.99, 1 }.Select(share => Percentiles.Of(milliseconds, share).ToString("0.0", CultureInfo.InvariantCulture))];

    private static async Task<long> AnsweredAsync(Task change)
    {
        await change;
        return Stopwatch.GetTimestamp();
    }

    private static async Task<long> SeenAsync(RouteTable routes, string address)
    {
        while (!routes.TryGet($"{Space}/{App}", out var route) || route.Endpoints is not [var only] || only.Host != address)
        {
            await Task.Delay(_look, TimeProvider.System);
        }

        return Stopwatch.GetTimestamp();
    }

    private static V1Endpoints At(string address) => new()
    {
        Metadata = Metadata(),
        Subsets = [new V1EndpointSubset { Addresses = [new V1EndpointAddress { Ip = address }], Ports = [new Corev1EndpointPort { Name = "http", Port = 5000, Protocol = "TCP" }] }],
    };

    private static V1ObjectMeta Metadata() => new()
    {
        Name = App,
        NamespaceProperty = Space,
        Labels = new Dictionary<string, string> { ["app"] = App, ["router.deis.io/routable"] = "true" },
        Annotations = new Dictionary<string, string> { ["router.deis.io/domains"] = App },
    };
}
