using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.RuntimeHost;
using Deis.TestSupport.Kubernetes;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

#pragma warning disable CA1001 // The test runner ends it through IAsyncLifetime.

/// <summary>Process types that follow their load, in a real API server. There are no controllers, so the test changes numbers itself.</summary>
public sealed class AutoscalerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("deis-scaling-").FullName;
    private ApiServer _server = null!;
    private k8s.Kubernetes _client = null!;
    private SlugServer _slugs = null!;
    private KubernetesAppRuntime _runtime = null!;

    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromMinutes(6)).Token;

    public async Task InitializeAsync()
    {
        if (KubernetesPrograms.Missing is not null)
            return;
        _server = await ApiServer.StartAsync();
        _client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = _server.Kubeconfig }, TimeProvider.System);
        _slugs = await SlugServer.StartAsync(_folder);
        KubernetesRuntimeOptions options = new() { SlugRunnerImage = "slugrunner" };
        _runtime = new KubernetesAppRuntime(_client, Options.Create(options), _slugs, new MemoryLogStreams(), TimeProvider.System, NullLogger<KubernetesAppRuntime>.Instance);
        await ((IHostedService)_runtime).StartAsync(Deadline);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await ((IHostedService)_runtime).StopAsync(CancellationToken.None);
            _runtime.Dispose();
            _client.Dispose();
            await _slugs.DisposeAsync();
            await _server.DisposeAsync();
        }
        Directory.Delete(_folder, recursive: true);
    }

    [NeedsApiServerFact]
    public async Task ScaleByLoad_SetChangedAndEnded_IsAnAutoscalerOfTheTypesDeployment()
    {
        await _runtime.ScaleByLoadAsync("blog", "web", new LoadScaling(2, 5, 45), Deadline);
        var scaler = (await FindAsync())!;
        (scaler.Spec.MinReplicas, scaler.Spec.MaxReplicas, scaler.Spec.TargetCPUUtilizationPercentage).ShouldBe((2, 5, 45));
        (scaler.Spec.ScaleTargetRef.ApiVersion, scaler.Spec.ScaleTargetRef.Kind, scaler.Spec.ScaleTargetRef.Name).ShouldBe(("apps/v1", "Deployment", "blog-web"));
        scaler.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["app"] = "blog", ["heritage"] = "deis", ["type"] = "web" }, ignoreOrder: true);

        await _runtime.ScaleByLoadAsync("blog", "web", new LoadScaling(1, 9, 80), Deadline);
        (await FindAsync())!.Spec.MaxReplicas.ShouldBe(9);

        await _runtime.ScaleByLoadAsync("blog", "web", null, Deadline);
        (await FindAsync()).ShouldBeNull();
        await _runtime.ScaleByLoadAsync("blog", "web", null, Deadline);
    }

    [NeedsApiServerFact]
    public async Task Apply_NewReleaseOfATypeThatFollowsItsLoad_KeepsTheNumberThatTheLoadHasMade()
    {
        await ApplyAsync("v2", 2);
        (await ReplicasAsync()).ShouldBe(2);
        (await FindAsync())!.Spec.MaxReplicas.ShouldBe(8);
        await Deployments.PatchAsync("blog", "blog-web", new V1Patch("""{"spec":{"replicas":6}}""", V1Patch.PatchType.MergePatch), "autoscaler", Deadline);

        await ApplyAsync("v3", 2);
        (await ReplicasAsync()).ShouldBe(6);
        await ApplyAsync("v3", 3);
        (await ReplicasAsync()).ShouldBe(3, "who scales by hand is obeyed");
        await ApplyAsync("v3", 20);
        (await ReplicasAsync()).ShouldBe(8, "within the limits");
        await ApplyAsync("v3", 0);
        (await ReplicasAsync()).ShouldBe(0, "and none is none");
    }

    [NeedsApiServerFact]
    public async Task Remove_TypeThatFollowsItsLoad_RemovesItsAutoscaler()
    {
        await ApplyAsync("v2", 2);

        await _runtime.RemoveAsync("blog", "web", Deadline);

        (await FindAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("v1 v2beta1 v2beta2", "v2beta2")]
    [InlineData("v2 v1 v2beta2", "v2")]
    [InlineData("v2 v1", "v2")]
    public void Choose_OfWhatTheClusterHas_TheNewest(string versions, string chosen) => Autoscalers.Choose(versions.Split(' ')).Version.ShouldBe(chosen);

    private ResourceClient<V1Deployment> Deployments => new(_client);

    private Task ApplyAsync(string release, int replicas)
    {
        ProcessSpec spec = new()
        {
            App = "blog",
            Type = "web",
            Release = release,
            Replicas = replicas,
            Scaling = new LoadScaling(1, 8, 50),
            Routable = true,
            GracePeriod = TimeSpan.FromSeconds(5),
            Workload = new Workload
            {
                Image = new AppImage(ImageKind.Container, "blog:1"),
                Arguments = ["start", "web"],
                Environment = new Dictionary<string, string>(),
                LogStream = "blog",
            },
        };
        return _runtime.ApplyAsync(spec, new Correlation($"{release}-{replicas}", "done"), Deadline);
    }

    private async Task<int?> ReplicasAsync() => (await Deployments.FindAsync("blog", "blog-web", Deadline))!.Spec.Replicas;

    private Task<V1HorizontalPodAutoscaler?> FindAsync() => new ResourceClient<V1HorizontalPodAutoscaler>(_client).FindAsync("blog", "blog-web", Deadline);
}
