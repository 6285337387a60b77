using System.Net;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using k8s.Models;

namespace Deis.Cluster.Whole;

/// <summary>What somebody with a login to the cluster changes or deletes of an app comes back; what he adds stays.</summary>
[Collection(SharedClusterPlatform.Name)]
public sealed class RestoreTests(ClusterPlatform fixture)
{
    private const string App = "drifter";

    // A namespace is gone after the grace period of its pods, which the cluster looks at in steps of half of it; then processes have the time of any deploy.
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);

    [ContractFact]
    public async Task What_others_change_or_delete_of_an_app_comes_back_and_what_they_add_stays()
    {
        using var client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = TestCluster.Kubeconfig }, TimeProvider.System);
        ResourceClient<V1Deployment> deployments = new(client);
        ResourceClient<V1Secret> secrets = new(client);
        ResourceClient<V1Service> services = new(client);
        var app = await fixture.Alice.CreateAppAsync("hello-node", App);
        (await app.PushAsync()).ShouldSucceed();

        await deployments.PatchAsync(
            App, $"{App}-web", Merge("""{"metadata":{"annotations":{"team":"blue"}},"spec":{"replicas":0}}"""), "kubectl-edit", CancellationToken.None);
        await UntilAsync(async () => await deployments.FindAsync(App, $"{App}-web", CancellationToken.None) is { Spec.Replicas: 1, Status.ReadyReplicas: 1 }, "the number is restored");
        (await deployments.FindAsync(App, $"{App}-web", CancellationToken.None))!.Metadata.Annotations.ShouldContainKeyAndValue("team", "blue");

        await deployments.DeleteAsync(App, $"{App}-web", gracePeriod: null, CancellationToken.None);
        await UntilAsync(async () => await deployments.FindAsync(App, $"{App}-web", CancellationToken.None) is { Status.ReadyReplicas: 1 }, "the Deployment is back");

        await secrets.DeleteAsync(App, $"{App}-v2-env", gracePeriod: null, CancellationToken.None);
        await UntilAsync(async () => await secrets.FindAsync(App, $"{App}-v2-env", CancellationToken.None) is not null, "the environment is back");

        await services.PatchAsync(App, App, Merge("""{"metadata":{"annotations":{"router.deis.io/domains":"stolen"}}}"""), "kubectl-edit", CancellationToken.None);
        await UntilAsync(AnswersAsync, "the app has its name again");
        await services.DeleteAsync(App, App, gracePeriod: null, CancellationToken.None);
        await UntilAsync(async () => await services.FindAsync(App, App, CancellationToken.None) is not null && await AnswersAsync(), "the Service is back");

        await new ResourceClient<V1Namespace>(client).DeleteAsync(null, App, gracePeriod: null, CancellationToken.None);
        await UntilAsync(async () => !await AnswersAsync(), "the app is gone");
        await UntilAsync(AnswersAsync, "all of it is back");

        var log = (await app.DeisAsync("logs", "--lines=500")).ShouldSucceed().Output;
        log.ShouldContain($"WARN The Deployment {App}-web was changed by somebody else: .spec.replicas. It is restored.");
        log.ShouldContain($"WARN The Deployment {App}-web is gone. It is restored.");
        log.ShouldContain($"WARN The namespace {App} is gone. It is restored.");
        (await app.DeisAsync("destroy", $"--confirm={App}")).ShouldSucceed();
    }

    private static V1Patch Merge(string json) => new(json, V1Patch.PatchType.MergePatch);

    private static Task UntilAsync(Func<Task<bool>> condition, string what) => Wait.UntilAsync(condition, _limit, what);

    private async Task<bool> AnswersAsync()
    {
        using var response = await fixture.Platform.GetAsync(App);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
