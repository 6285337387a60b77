using System.Net;
using Deis.Kubernetes.Resources;
using Deis.Kubernetes.Tests.Support;
using k8s.Models;

namespace Deis.Kubernetes.Tests;

[Collection(ApiServerCollection.Name)]
public sealed class ResourceClientTests(ApiServerFixture fixture) : IAsyncLifetime
{
    private k8s.Kubernetes _client = null!;
    private string _space = "";

    private CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    private ResourceClient<V1ConfigMap> Maps => new(_client);

    private ResourceClient<V1Deployment> Deployments => new(_client);

    public async Task InitializeAsync()
    {
        if (fixture.Server is null)
            return;
        _client = Objects.Connect(fixture.Server.Kubeconfig);
        _space = await Objects.NewNamespaceAsync(_client, Deadline);
    }

    public Task DisposeAsync()
    {
        _client?.Dispose();
        return Task.CompletedTask;
    }

    [NeedsApiServerFact]
    public async Task Apply_NewThenChanged_KeepsWhatOthersSetAndRemovesWhatIsNoLongerWanted()
    {
        await Maps.ApplyAsync(Objects.Map(_space, "one", ("mine", "1"), ("old", "1")), "deis", force: false, Deadline);
        await Maps.ApplyAsync(Objects.Map(_space, "one", ("theirs", "1")), "somebody", force: false, Deadline);

        await Maps.ApplyAsync(Objects.Map(_space, "one", ("mine", "2")), "deis", force: false, Deadline);

        (await Maps.FindAsync(_space, "one", Deadline))!.Data.ShouldBe(new Dictionary<string, string> { ["mine"] = "2", ["theirs"] = "1" }, ignoreOrder: true);
    }

    [NeedsApiServerFact]
    public async Task Apply_SameAgain_DoesNotChangeTheVersion()
    {
        var first = await Deployments.ApplyAsync(Deployment(2), "deis", force: true, Deadline);

        (await Deployments.ApplyAsync(Deployment(2), "deis", force: true, Deadline)).Metadata.ResourceVersion.ShouldBe(first.Metadata.ResourceVersion);
    }

    [NeedsApiServerFact]
    public async Task Apply_FieldOfAnotherManager_IsAConflictThatNamesFieldAndManager()
    {
        await Deployments.ApplyAsync(Deployment(2), "deis", force: false, Deadline);
        await Deployments.PatchAsync(_space, "web", new V1Patch("""{"spec":{"replicas":5}}""", V1Patch.PatchType.MergePatch), "kubectl", Deadline);

        var refused = await Should.ThrowAsync<KubernetesApiException>(() => Deployments.ApplyAsync(Deployment(3), "deis", force: false, Deadline));

        refused.IsConflict.ShouldBeTrue();
        var conflict = refused.ApplyConflicts.ShouldHaveSingleItem();
        conflict.Field.ShouldBe(".spec.replicas");
        conflict.Message.ShouldContain("kubectl");
        (await Deployments.FindAsync(_space, "web", Deadline))!.Spec.Replicas.ShouldBe(5);

        (await Deployments.ApplyAsync(Deployment(3), "deis", force: true, Deadline)).Spec.Replicas.ShouldBe(3);
    }

    [NeedsApiServerFact]
    public async Task List_MoreThanAPage_FetchesAll()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1203), Deadline, async (number, stop) => await Maps.CreateAsync(Objects.Map(_space, $"map-{number}"), stop));

        var list = await Maps.ListAsync(new ResourceSelection(_space), Deadline);

        list.Items.Select(map => map.Metadata.Name).Where(name => name.StartsWith("map-", StringComparison.Ordinal)).Distinct().Count().ShouldBe(1203);
    }

    [NeedsApiServerFact]
    public async Task List_ByLabel_LeavesOthersOut()
    {
        await Maps.CreateAsync(Objects.Map(_space, "one"), Deadline);
        await Maps.CreateAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "two", NamespaceProperty = _space } }, Deadline);

        (await Maps.ListAsync(new ResourceSelection(_space, "heritage=test"), Deadline)).Items.ShouldHaveSingleItem().Metadata.Name.ShouldBe("one");
    }

    [NeedsApiServerFact]
    public async Task Delete_ThereAndGone_SaysWhich()
    {
        await Maps.CreateAsync(Objects.Map(_space, "one"), Deadline);

        (await Maps.DeleteAsync(_space, "one", gracePeriod: null, Deadline)).ShouldBeTrue();
        (await Maps.DeleteAsync(_space, "one", gracePeriod: null, Deadline)).ShouldBeFalse();
        (await Maps.FindAsync(_space, "one", Deadline)).ShouldBeNull();
    }

    [NeedsApiServerFact]
    public async Task Create_NameTaken_CarriesTheServersStatus()
    {
        await Maps.CreateAsync(Objects.Map(_space, "one"), Deadline);

        var refused = await Should.ThrowAsync<KubernetesApiException>(() => Maps.CreateAsync(Objects.Map(_space, "one"), Deadline));

        refused.AlreadyExists.ShouldBeTrue();
        refused.Code.ShouldBe(HttpStatusCode.Conflict);
        refused.Status.Details.Name.ShouldBe("one");
        refused.Message.ShouldBe("The Kubernetes API answered 409 (AlreadyExists): configmaps \"one\" already exists");
    }

    [NeedsApiServerFact]
    public async Task Create_OverTheQuota_SaysWhatIsUsedUp()
    {
        await new ResourceClient<V1ResourceQuota>(_client).CreateAsync(
            new V1ResourceQuota
            {
                Metadata = new V1ObjectMeta { Name = "quota", NamespaceProperty = _space },
                Spec = new V1ResourceQuotaSpec { Hard = new Dictionary<string, ResourceQuantity> { ["configmaps"] = new("0") } },
                Status = new V1ResourceQuotaStatus { Hard = new Dictionary<string, ResourceQuantity> { ["configmaps"] = new("0") } },
            },
            Deadline);
        // Without controllers nobody counts what is used, so the test says it.
        await _client.CoreV1.PatchNamespacedResourceQuotaStatusWithHttpMessagesAsync(
            new V1Patch("""{"status":{"hard":{"configmaps":"0"},"used":{"configmaps":"0"}}}""", V1Patch.PatchType.MergePatch), "quota", _space, cancellationToken: Deadline);

        KubernetesApiException? refused = null;
        while (refused is null)
        {
            try
            {
                await Maps.CreateAsync(Objects.Map(_space, $"map-{Guid.NewGuid():n}"), Deadline);
            }
            catch (KubernetesApiException exception)
            {
                refused = exception;
            }
        }

        refused.Code.ShouldBe(HttpStatusCode.Forbidden);
        refused.Message.ShouldContain("exceeded quota: quota, requested: configmaps=1, used: configmaps=0, limited: configmaps=0");
    }

    [NeedsApiServerFact]
    public async Task Find_UnknownGroup_IsNotFoundAsWell() =>
        (await new ResourceClient<V2HorizontalPodAutoscaler>(_client).FindAsync(_space, "web", Deadline)).ShouldBeNull("autoscaling/v2 is not known to 1.20");

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    public async Task Delete_WhatIsNoName_IsRefusedBeforeItIsSent(string name)
    {
        using k8s.Kubernetes nowhere = new(new k8s.KubernetesClientConfiguration { Host = "http://127.0.0.1:1" });

        await Should.ThrowAsync<ArgumentException>(() => new ResourceClient<V1ConfigMap>(nowhere).DeleteAsync("space", name, null, Deadline));
    }

    private V1Deployment Deployment(int replicas) => new()
    {
        Metadata = new V1ObjectMeta { Name = "web", NamespaceProperty = _space },
        Spec = new V1DeploymentSpec
        {
            Replicas = replicas,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = "web" } },
                Spec = new V1PodSpec
                {
                    Containers = [new V1Container { Name = "web", Image = "nothing", Ports = [new V1ContainerPort { ContainerPort = 5000, Protocol = "TCP" }] }],
                },
            },
        },
    };
}
