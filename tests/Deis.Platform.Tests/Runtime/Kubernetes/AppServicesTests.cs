using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.TestSupport.Kubernetes;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>The Services of an app in a real API server.</summary>
public sealed class AppServicesTests : IAsyncLifetime
{
    private ApiServer _server = null!;
    private k8s.Kubernetes _client = null!;
    private AppServices _services = null!;

    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(6)).Token;

    private AppRouting Routing { get; } = new()
    {
        App = "blog",
        Hosts = ["blog", "www.example.com"],
        RoutedType = "web",
        Services = [new ServiceRouting("worker", "blog-worker", ["/api", "/v1"])],
    };

    public async Task InitializeAsync()
    {
        if (KubernetesPrograms.Missing is not null)
            return;
        _server = await ApiServer.StartAsync();
        _client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = _server.Kubeconfig }, TimeProvider.System);
        _services = new AppServices(_client);
        await new ResourceClient<V1Namespace>(_client).CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "blog" } }, Deadline);
    }

    public async Task DisposeAsync()
    {
        if (_server is null)
            return;
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [NeedsApiServerFact]
    public async Task Publish_TypeWithAService_MakesAServiceThatTellsTheRouterItsPaths()
    {
        await _services.PublishAsync(Routing, Deadline);

        var service = (await FindAsync("blog-worker"))!;
        service.Metadata.Labels.ShouldBe(
            new Dictionary<string, string> { ["app"] = "blog", ["heritage"] = "deis", ["type"] = "worker", ["router.deis.io/routable"] = "true" }, ignoreOrder: true);
        service.Metadata.Annotations.ShouldBe(
            new Dictionary<string, string>
            {
                ["router.deis.io/domains"] = "blog-worker",
                ["router.deis.io/maintenance"] = "false",
                ["router.deis.io/proxyDomain"] = "blog",
                ["router.deis.io/proxyLocations"] = "/api,/v1",
            },
            ignoreOrder: true);
        service.Spec.Selector.ShouldBe(new Dictionary<string, string> { ["app"] = "blog", ["heritage"] = "deis", ["type"] = "worker" }, ignoreOrder: true);
        (service.Spec.Ports.Single().Port, service.Spec.Ports.Single().TargetPort.ToInt()).ShouldBe((80, 5000));
        (await FindAsync("blog"))!.Metadata.Annotations.ShouldNotContainKey("router.deis.io/proxyDomain");
    }

    [NeedsApiServerFact]
    public async Task Publish_SettingsOfTheApp_AreTheServicesToo()
    {
        await _services.PublishAsync(Routing, Deadline);

        await _services.PublishAsync(Routing with { Maintenance = true, Hosts = ["www.example.com"] }, Deadline);

        var annotations = (await FindAsync("blog-worker"))!.Metadata.Annotations;
        (annotations["router.deis.io/maintenance"], annotations["router.deis.io/proxyDomain"]).ShouldBe(("true", "www.example.com"));
    }

    [NeedsApiServerFact]
    public async Task Publish_ServiceThatIsNoMore_RemovesItAndNothingElse()
    {
        await _services.PublishAsync(Routing, Deadline);
        V1Service foreign = new()
        {
            Metadata = new V1ObjectMeta { Name = "theirs", NamespaceProperty = "blog", Labels = new Dictionary<string, string> { ["type"] = "worker" } },
            Spec = new V1ServiceSpec { Ports = [new V1ServicePort { Port = 80 }] },
        };
        await new ResourceClient<V1Service>(_client).CreateAsync(foreign, Deadline);

        await _services.PublishAsync(Routing with { Services = [] }, Deadline);

        (await FindAsync("blog-worker")).ShouldBeNull();
        (await FindAsync("blog")).ShouldNotBeNull();
        (await FindAsync("theirs")).ShouldNotBeNull();
    }

    private Task<V1Service?> FindAsync(string name) => new ResourceClient<V1Service>(_client).FindAsync("blog", name, Deadline);
}
