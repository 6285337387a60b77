using Deis.Acceptance.Driving;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Resources;
using k8s.Models;

namespace Deis.Cluster.Support;

/// <summary>Looks as an administrator whether anything of an app is in the cluster that nobody wants.</summary>
internal sealed class ClusterAudit : IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(2);

    private readonly k8s.Kubernetes _client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = TestCluster.Kubeconfig }, TimeProvider.System);

    /// <summary>Waits until the app is one Deployment of this release whose processes are ready, and nothing else.</summary>
    public async Task OnlyServesAsync(string app, string release)
    {
        string seen = "";
        await Wait.UntilAsync(
            async () =>
            {
                var deployments = await new ResourceClient<V1Deployment>(_client).ListAsync(new ResourceSelection(app), CancellationToken.None);
                var pods = await new ResourceClient<V1Pod>(_client).ListAsync(new ResourceSelection(app), CancellationToken.None);
                seen = string.Join(
                    ", ",
                    deployments.Items.Select(deployment => $"{deployment.Metadata.Name} {deployment.Spec.Template.Metadata.Labels["version"]} {deployment.Status.ReadyReplicas} of {deployment.Spec.Replicas}")
                        .Concat(pods.Items.Select(pod => $"{pod.Metadata.Labels["type"]} {pod.Metadata.Labels["version"]} {pod.Status.Phase}")));
                return seen == $"{app}-web {release} 1 of 1, web {release} Running";
            },
            _limit,
            $"{app} is {release} alone");
    }

    /// <summary>Waits until nothing of the app is there.</summary>
    public Task GoneAsync(string app) => Wait.UntilAsync(
        async () => await new ResourceClient<V1Namespace>(_client).FindAsync(null, app, CancellationToken.None) is null, _limit, $"the namespace {app} is gone");

    public void Dispose() => _client.Dispose();
}
