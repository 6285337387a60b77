using System.Text;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Router.Routes;
using Deis.Router.Sources.Kubernetes;
using Deis.Router.Tests.Support;
using Deis.TestSupport.Kubernetes;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Router.Tests.Sources;

#pragma warning disable CA1001 // The test runner ends it through IAsyncLifetime.
public sealed class KubernetesRouteSourceTests : IAsyncLifetime
{
    private readonly RouteTable _routes = new("localhost");
    private readonly CancellationTokenSource _stop = new();
    private ApiServer _server = null!;
    private k8s.Kubernetes _client = null!;
    private Task _running = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        if (KubernetesPrograms.Missing is not null)
            return;
        _server = await ApiServer.StartAsync();
        _client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = _server.Kubeconfig }, TimeProvider.System);
        await new ResourceClient<V1Namespace>(_client).CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "blog" } }, CancellationToken.None);
        _running = new KubernetesRouteSource(_client, TimeProvider.System, NullLogger<KubernetesRouteSource>.Instance).RunAsync(_routes, _stop.Token);
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_server is not null)
        {
            await Should.ThrowAsync<OperationCanceledException>(() => _running);
            await _server.DisposeAsync();
        }
        _client?.Dispose();
        _stop.Dispose();
        _routes.Dispose();
    }

    [NeedsApiServerFact]
    public async Task Service_AndItsEndpoints_AreARouteThatFollowsThem()
    {
        await ApplyAsync(Service("blog", ("domains", "blog,www.example.com"), ("connectTimeout", "1500ms"), ("tcpTimeout", "20")));
        await RouteAsync("blog", route => route.Hosts is ["blog", "www.example.com"] && route.Endpoints.IsEmpty, "it is there without processes");
        _routes.TryGet("blog", out var first).ShouldBeTrue();
        (first.ConnectTimeout, first.Timeout, first.Maintenance).ShouldBe((TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(20), false));

        await ApplyAsync(Endpoints("blog", "10.244.0.7", "10.244.0.5"));
        await RouteAsync("blog", route => string.Join(' ', route.Endpoints) == "10.244.0.5:5000 10.244.0.7:5000", "its processes are known");

        await ApplyAsync(Endpoints("blog", "10.244.0.7"));
        await RouteAsync("blog", route => string.Join(' ', route.Endpoints) == "10.244.0.7:5000", "one of them is gone");

        await ApplyAsync(Service("blog", ("domains", "blog"), ("maintenance", "True")));
        await RouteAsync("blog", route => route is { Maintenance: true, Hosts: ["blog"] }, "it is in maintenance");

        await new ResourceClient<V1Service>(_client).DeleteAsync("blog", "blog", null, CancellationToken.None);
        await Eventually.TrueAsync(() => !_routes.TryGet("blog", out _), "it is gone");
    }

    [NeedsApiServerFact]
    public async Task Processes_ThatAllLoseTheirReadiness_KeepTheirRequestsWhileTheyAreThere()
    {
        await ApplyAsync(Service("blog", ("domains", "blog")));
        await ApplyAsync(Endpoints("blog", "10.244.0.5", "10.244.0.7"));
        await RouteAsync("blog", route => route.Endpoints.Length == 2, "both are known");

        await ApplyAsync(Unready("blog", "10.244.0.5", "10.244.0.99"));
        await RouteAsync("blog", route => string.Join(' ', route.Endpoints) == "10.244.0.5:5000", "the one that was ready stays; the one that never was is not asked");

        await ApplyAsync(Endpoints("blog", "10.244.0.8"));
        await RouteAsync("blog", route => string.Join(' ', route.Endpoints) == "10.244.0.8:5000", "only what is ready counts as soon as something is");

        await ApplyAsync(Unready("blog", "10.244.0.5"));
        await RouteAsync("blog", route => route.Endpoints.IsEmpty, "the last one is gone");
    }

    [NeedsApiServerFact]
    public async Task Service_ThatSaysWhoMayCome_IsFollowedAndNeverOpensForAMistake()
    {
        await ApplyAsync(Service("blog", ("domains", "blog"), ("whitelist", "10.0.0.0/8, 192.0.2.7,anybody"), ("ssl.enforce", "True")));
        await RouteAsync("blog", route => route.HttpsEnforced && string.Join(' ', route.Whitelist) == "10.0.0.0/8 192.0.2.7/32", "both are in force");

        await ApplyAsync(Service("blog", ("domains", "blog"), ("whitelist", "anybody"), ("ssl.enforce", "False")));
        await RouteAsync("blog", route => !route.HttpsEnforced && string.Join(' ', route.Whitelist) == "255.255.255.255/32", "nobody is let in");

        await ApplyAsync(Service("blog", ("domains", "blog")));
        await RouteAsync("blog", route => route.Whitelist.IsEmpty, "everybody is let in");
    }

    [NeedsApiServerFact]
    public async Task Service_WithBadAnnotations_KeepsDefaultsAndDisturbsNobody()
    {
        await ApplyAsync(Service("blog", ("domains", "blog,not a name"), ("connectTimeout", "soon"), ("tcpTimeout", "-5"), ("maintenance", "perhaps")));
        await ApplyAsync(Service("shop", ("domains", "shop")));
        await ApplyAsync(Service("silent"));

        await RouteAsync("blog/shop", route => route.Hosts is ["shop"], "the other one is routed");
        await RouteAsync("blog", _ => true, "the bad one is routed too");
        _routes.TryGet("blog", out var bad).ShouldBeTrue();
        (bad.ConnectTimeout, bad.Timeout, bad.Maintenance).ShouldBe((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1300), false));
        _routes.Find("blog.localhost").ShouldNotBeNull();
        _routes.Apps().ShouldNotContain(name => name.Contains("silent", StringComparison.Ordinal));
    }

    [NeedsApiServerFact]
    public async Task Service_WithAProxyDomain_GetsItsPathsOfThatDomainsApp()
    {
        await ApplyAsync(Service("blog-api", ("domains", "blog-api"), ("proxyDomain", "www.example.com"), ("proxyLocations", "/api,/v[")));
        await RouteAsync("blog/blog-api", route => route.Part is null, "it is routed by itself while nobody has the domain");

        await ApplyAsync(Service("blog", ("domains", "blog,www.example.com")));
        await RouteAsync("blog/blog-api", route => route is { App: "blog", Part: "blog-api", Paths: ["/api", "/v["], Hosts: ["blog-api"] }, "it is a part");
        _routes.Find("blog.localhost")!.Route.For("/api/x").ProcessType.ShouldBe("blog-api");
        _routes.Find("blog.localhost")!.Route.For("/").ProcessType.ShouldBe("web");

        await ApplyAsync(Service("blog", ("domains", "blog")));
        await RouteAsync("blog/blog-api", route => route.Part is null, "it is by itself again");
        _routes.Find("blog.localhost")!.Route.For("/api/x").ProcessType.ShouldBe("web");
    }

    [NeedsApiServerFact]
    public async Task ApiServer_ThatIsAway_LeavesTheRoutesAndIsCaughtUpWith()
    {
        await ApplyAsync(Service("blog", ("domains", "blog")));
        await ApplyAsync(Endpoints("blog", "10.244.0.5"));
        await RouteAsync("blog", route => route.Endpoints.Length == 1, "it is routed");

        await _server.KillAsync();
        _routes.TryGet("blog", out var whileAway).ShouldBeTrue();
        whileAway.Endpoints.Length.ShouldBe(1);
        await _server.StartAgainAsync();
        await ApplyAsync(Endpoints("blog", "10.244.0.6"));

        await RouteAsync("blog", route => string.Join(' ', route.Endpoints) == "10.244.0.6:5000", "the change is known");
    }

    [NeedsApiServerFact]
    public async Task Certificate_InASecret_IsOfTheRouteAndFollowsIt()
    {
        await ApplyAsync(Secret("www-cert", "first"));
        await ApplyAsync(Service("blog", ("domains", "blog,www.example.com,*.example.org"), ("certificates", "www.example.com:www, *.example.org:late,nonsense")));
        await RouteAsync("blog", route => route.Certificates is [{ Host: "www.example.com", Chain: "chain of first", Key: "key of first" }], "the known one is there");

        await ApplyAsync(Secret("late-cert", "late"));
        await RouteAsync("blog", route => route.Certificates is [_, { Host: "*.example.org", Key: "key of late" }], "the late one is there too");

        await ApplyAsync(Secret("www-cert", "second"));
        await RouteAsync("blog", route => route.Certificates is [{ Key: "key of second" }, _], "a changed secret counts");

        await ApplyAsync(Secret("other-cert", "other"));
        await ApplyAsync(Service("blog", ("domains", "blog,www.example.com"), ("certificates", "www.example.com:other")));
        await RouteAsync("blog", route => route.Certificates is [{ Key: "key of other" }], "another certificate takes its place");

        await new ResourceClient<V1Secret>(_client).DeleteAsync("blog", "other-cert", null, CancellationToken.None);
        await ApplyAsync(Service("blog", ("domains", "blog,www.example.com,more.example.com"), ("certificates", "www.example.com:other")));
        await RouteAsync("blog", route => route is { Hosts.Length: 3, Certificates: [{ Key: "key of other" }] }, "what is not known stays");

        await ApplyAsync(Service("blog", ("domains", "blog,www.example.com")));
        await RouteAsync("blog", route => route.Certificates.IsEmpty, "none is asked for");
    }

    [NeedsApiServerFact]
    public async Task Secret_WithoutTheLabel_IsNotRead()
    {
        var secret = Secret("www-cert", "first");
        secret.Metadata.Labels.Remove("router.deis.io/certificate");
        await ApplyAsync(secret);
        await ApplyAsync(Secret("seen-cert", "seen"));
        await ApplyAsync(Service("blog", ("domains", "www.example.com,blog"), ("certificates", "www.example.com:www,blog:seen")));

        await RouteAsync("blog", route => route.Certificates is [{ Host: "blog" }], "only that with the label is there");
    }

    private Task RouteAsync(string app, Func<AppRoute, bool> condition, string what) =>
        Eventually.TrueAsync(() => _routes.TryGet(app, out var route) && condition(route), what);

    private Task<V1Service> ApplyAsync(V1Service service) => new ResourceClient<V1Service>(_client).ApplyAsync(service, "test", force: true, CancellationToken.None);

    private Task<V1Endpoints> ApplyAsync(V1Endpoints endpoints) => new ResourceClient<V1Endpoints>(_client).ApplyAsync(endpoints, "test", force: true, CancellationToken.None);

    private Task<V1Secret> ApplyAsync(V1Secret secret) => new ResourceClient<V1Secret>(_client).ApplyAsync(secret, "test", force: true, CancellationToken.None);

    private static V1Secret Secret(string name, string content) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "blog", Labels = new Dictionary<string, string> { ["router.deis.io/certificate"] = "true" } },
        Type = "Opaque",
        Data = new Dictionary<string, byte[]>
        {
            ["tls.crt"] = Encoding.UTF8.GetBytes($"chain of {content}"),
            ["tls.key"] = Encoding.UTF8.GetBytes($"key of {content}"),
        },
    };

    private static V1Service Service(string name, params (string Name, string Value)[] annotations) => new()
    {
        Metadata = Metadata(name, annotations.ToDictionary(note => "router.deis.io/" + note.Name, note => note.Value)),
        Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Name = "http", Port = 80, TargetPort = 5000, Protocol = "TCP" }] },
    };

    private static V1Endpoints Endpoints(string name, params string[] addresses) => Endpoints(name, addresses, ["10.244.0.99"]);

    private static V1Endpoints Unready(string name, params string[] addresses) => Endpoints(name, [], addresses);

    private static V1Endpoints Endpoints(string name, string[] ready, string[] unready) => new()
    {
        Metadata = Metadata(name, annotations: null),
        Subsets =
        [
            new V1EndpointSubset
            {
                Addresses = ready.Length == 0 ? null : [.. ready.Select(address => new V1EndpointAddress { Ip = address })],
                NotReadyAddresses = [.. unready.Select(address => new V1EndpointAddress { Ip = address })],
                Ports = [new Corev1EndpointPort { Name = "http", Port = 5000, Protocol = "TCP" }],
            },
        ],
    };

    private static V1ObjectMeta Metadata(string name, Dictionary<string, string>? annotations) => new()
    {
        Name = name,
        NamespaceProperty = "blog",
        Labels = new Dictionary<string, string> { ["app"] = name, ["router.deis.io/routable"] = "true" },
        Annotations = annotations,
    };
}
