using Deis.Kubernetes.Connections;
using Deis.Router.Routes;
using Deis.Router.Sources.Kubernetes;
using Deis.Router.Tests.Support;
using Deis.TestSupport.Kubernetes;
using k8s;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Router.Tests.Sources;

/// <summary>Processes in a cluster from 1.21 on. None can be run here: what it answers is what its documentation says (EndpointSlice of discovery.k8s.io/v1).</summary>
#pragma warning disable CA1001 // The test runner ends it through IAsyncLifetime.
public sealed class EndpointSliceContractTests : IAsyncLifetime
{
    private const string Services = "/api/v1/services";
    private const string Slices = "/apis/discovery.k8s.io/v1/endpointslices";

    private readonly RouteTable _routes = new("localhost");
    private readonly CancellationTokenSource _stop = new();
    private DocumentedApiServer _server = null!;
    private k8s.Kubernetes _client = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _server = await DocumentedApiServer.StartAsync(DocumentedApiServer.Version136);
        _client = KubernetesConnection.Open(new KubernetesClientConfiguration { Host = _server.Url.AbsoluteUri }, new KubernetesOptions(), TimeProvider.System);
        _server.Set(
            Services,
            """
            {"kind":"Service","apiVersion":"v1","metadata":{"name":"blog","namespace":"blog","labels":{"app":"blog","router.deis.io/routable":"true"},
             "annotations":{"router.deis.io/domains":"blog"}},"spec":{"ports":[{"name":"http","port":80,"targetPort":5000,"protocol":"TCP"}]}}
            """);
        _running = new KubernetesRouteSource(_client, TimeProvider.System, NullLogger<KubernetesRouteSource>.Instance).RunAsync(_routes, _stop.Token);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _running);
        _client.Dispose();
        await _server.DisposeAsync();
        _stop.Dispose();
        _routes.Dispose();
    }

    [Fact]
    public async Task Slices_OfAService_AreItsProcessesTogether_AndEndpointsAreNotAskedFor()
    {
        Set("blog-a", "IPv4", Endpoint("10.244.0.7", "true"), Endpoint("10.244.0.8", "false"), Ending("10.244.0.9"));
        await ProcessesAsync("10.244.0.7:5000", "only the one that is ready");

        Set("blog-b", "IPv4", Endpoint("10.244.0.5", "null"), Endpoint("10.244.0.7", "true"));
        await ProcessesAsync("10.244.0.5:5000 10.244.0.7:5000", "those of both slices, each once; one that says nothing is ready");

        Set("blog-c", "IPv6", Endpoint("fd00::5", "true"));
        Set("blog-b", "IPv4", Endpoint("10.244.0.5", "true"), Endpoint("10.244.0.6", "true"));
        await ProcessesAsync("10.244.0.5:5000 10.244.0.6:5000 10.244.0.7:5000", "a second address of a process is no second process");

        _server.Remove(Slices, "blog-b");
        await ProcessesAsync("10.244.0.7:5000", "a slice has gone");

        _server.Requests.ShouldContain(request => request.StartsWith($"GET {Slices}?", StringComparison.Ordinal) && request.Contains("watch=true", StringComparison.Ordinal)
            && request.Contains("labelSelector=router.deis.io%2Froutable%3Dtrue", StringComparison.Ordinal));
        _server.Requests.ShouldNotContain(request => request.Contains("/endpoints?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slices_WithAddressesOfTheOtherFamilyOnly_AreUsed()
    {
        Set("blog-a", "IPv6", Endpoint("fd00::5", "true"));

        await ProcessesAsync("[fd00::5]:5000", "there is no other");
    }

    [Fact]
    public async Task Processes_ThatAllLoseTheirReadiness_KeepTheirRequestsUntilTheyEnd()
    {
        Set("blog-a", "IPv4", Endpoint("10.244.0.5", "true"), Endpoint("10.244.0.7", "true"));
        await ProcessesAsync("10.244.0.5:5000 10.244.0.7:5000", "both are ready");

        Set("blog-a", "IPv4", Endpoint("10.244.0.5", "false"), Endpoint("10.244.0.8", "false"), Ending("10.244.0.7"));

        await ProcessesAsync("10.244.0.5:5000", "the one that was ready and does not end");
    }

    private Task ProcessesAsync(string addresses, string what) =>
        Eventually.TrueAsync(() => _routes.TryGet("blog", out var route) && string.Join(' ', route.Endpoints) == addresses, what);

    private void Set(string name, string family, params string[] endpoints) => _server.Set(
        Slices,
        $$$"""
        {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1","addressType":"{{{family}}}",
         "metadata":{"name":"{{{name}}}","namespace":"blog","labels":{"app":"blog","kubernetes.io/service-name":"blog","router.deis.io/routable":"true"}},
         "endpoints":[{{{string.Join(',', endpoints)}}}],"ports":[{"name":"http","port":5000,"protocol":"TCP"}]}
        """);

    private static string Endpoint(string address, string ready) =>
        $$$"""{"addresses":["{{{address}}}"],"conditions":{"ready":{{{ready}}},"serving":{{{ready}}},"terminating":false},"nodeName":"node1"}""";

    private static string Ending(string address) => $$$"""{"addresses":["{{{address}}}"],"conditions":{"ready":false,"serving":true,"terminating":true}}""";
}
