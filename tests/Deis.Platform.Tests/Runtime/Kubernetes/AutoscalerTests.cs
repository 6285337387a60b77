using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.TestSupport.Kubernetes;
using k8s.Models;

namespace Deis.Platform.Tests.Runtime.Kubernetes;

/// <summary>Process types that follow their load, in a real API server. There are no controllers, so the test changes numbers itself.</summary>
public sealed class AutoscalerTests : RuntimeOnApiServer
{
    [NeedsApiServerFact]
    public async Task ScaleByLoad_SetChangedAndEnded_IsAnAutoscalerOfTheTypesDeployment()
    {
        await Runtime.ScaleByLoadAsync("blog", "web", new LoadScaling(2, 5, 45), Deadline);
        var scaler = (await FindAsync())!;
        (scaler.Spec.MinReplicas, scaler.Spec.MaxReplicas, scaler.Spec.TargetCPUUtilizationPercentage).ShouldBe((2, 5, 45));
        (scaler.Spec.ScaleTargetRef.ApiVersion, scaler.Spec.ScaleTargetRef.Kind, scaler.Spec.ScaleTargetRef.Name).ShouldBe(("apps/v1", "Deployment", "blog-web"));
        scaler.Metadata.Labels.ShouldBe(new Dictionary<string, string> { ["app"] = "blog", ["heritage"] = "deis", ["type"] = "web" }, ignoreOrder: true);

        await Runtime.ScaleByLoadAsync("blog", "web", new LoadScaling(1, 9, 80), Deadline);
        (await FindAsync())!.Spec.MaxReplicas.ShouldBe(9);

        await Runtime.ScaleByLoadAsync("blog", "web", null, Deadline);
        (await FindAsync()).ShouldBeNull();
        await Runtime.ScaleByLoadAsync("blog", "web", null, Deadline);
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

        await Runtime.RemoveAsync("blog", "web", Deadline);

        (await FindAsync()).ShouldBeNull();
    }

    [Theory]
    [InlineData("v1 v2beta1 v2beta2", "v2beta2")]
    [InlineData("v2 v1 v2beta2", "v2")]
    [InlineData("v2 v1", "v2")]
    public void Choose_OfWhatTheClusterHas_TheNewest(string versions, string chosen) => Autoscalers.Choose(versions.Split(' ')).Version.ShouldBe(chosen);

    /// <summary>What the documentation says of a cluster of 1.36, which cannot be run here: v2beta2 is gone, v1 and v2 are there.</summary>
    [Fact]
    public async Task Apply_InAClusterOf136_WritesWhatThatHas()
    {
        await using var server = await DocumentedApiServer.StartAsync(DocumentedApiServer.Version136);
        using var client = KubernetesConnection.Open(new k8s.KubernetesClientConfiguration { Host = server.Url.AbsoluteUri }, new KubernetesOptions(), TimeProvider.System);
        Autoscalers scalers = new(client);

        await scalers.ApplyAsync("blog", "web", new LoadScaling(2, 5, 45), Deadline);
        await scalers.RemoveAsync("blog", "web", Deadline);

        server.Requests.ShouldBe(
        [
            "GET /apis/",
            "PATCH /apis/autoscaling/v2/namespaces/blog/horizontalpodautoscalers/blog-web?fieldManager=deis&force=true",
            "DELETE /apis/autoscaling/v1/namespaces/blog/horizontalpodautoscalers/blog-web",
        ]);
    }

    private ResourceClient<V1Deployment> Deployments => new(Client);

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
        return Runtime.ApplyAsync(spec, new Correlation($"{release}-{replicas}", "done"), Deadline);
    }

    private async Task<int?> ReplicasAsync() => (await Deployments.FindAsync("blog", "blog-web", Deadline))!.Spec.Replicas;

    private Task<V1HorizontalPodAutoscaler?> FindAsync() => new ResourceClient<V1HorizontalPodAutoscaler>(Client).FindAsync("blog", "blog-web", Deadline);
}
