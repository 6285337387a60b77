using Deis.Kubernetes;
using Deis.Kubernetes.Resources;
using k8s.Models;
using Microsoft.Extensions.Hosting;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Asks the cluster once, at the start, so that a platform that cannot work says why instead of letting its users wait.</summary>
/// <param name="client">The connection.</param>
internal sealed class ClusterCheck(k8s.Kubernetes client) : IHostedService
{
    /// <summary>Lists the namespaces of apps.</summary>
    /// <exception cref="InvalidOperationException">The cluster cannot be reached or refuses; the message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await new ResourceClient<V1Namespace>(client).ListAsync(new ResourceSelection(Labels: KubernetesNames.AllApps), cancellationToken);
        }
        catch (KubernetesApiException exception)
        {
            throw new InvalidOperationException(
                $"The Kubernetes cluster at {client.BaseUri} refuses the platform: {exception.Status.Message} Give its account the rules of platform/Runtime/Kubernetes/rbac.yaml.", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new InvalidOperationException(
                $"The Kubernetes cluster at {client.BaseUri} cannot be reached: {exception.Message} Is it up, and is it the one you mean? Kubernetes:Kubeconfig, KUBECONFIG or the pod's service account names it.", exception);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
