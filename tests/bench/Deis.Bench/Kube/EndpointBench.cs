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

/// <summary>How long after a change of an app's Endpoints its requests go elsewhere: from the moment at which the change is sent to the API server until the router's table has it.</summary>
internal static class EndpointBench
{
    private const int Changes = 300;
    private const int WarmUp = 50;
    private const string Space = "default";
    private const string App = "bench";

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
        List<double> milliseconds = [];
        for (var number = 0; number < WarmUp + Changes; number++)
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"10.1.{number >> 8}.{number & 255}");
            var began = Stopwatch.GetTimestamp();
            var sent = endpoints.ApplyAsync(At(address), "bench", force: true, CancellationToken.None);
            await Task.Factory.StartNew(
                () => SpinWait.SpinUntil(() => routes.TryGet($"{Space}/{App}", out var route) && route.Endpoints is [var only] && only.Host == address), TaskCreationOptions.LongRunning);
            if (number >= WarmUp)
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            await sent;
        }

        await over.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine($"milliseconds from a change of Endpoints to the router's table, {Changes} changes, load {Machine.Load}");
        Table.Write(
            ["p50", "p90", "p99", "max"],
            [[.. new[] { 0.5, 0.9, 0.99, 1 }.Select(share => Percentiles.Of(milliseconds, share).ToString("0.0", CultureInfo.InvariantCulture))]]);
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
