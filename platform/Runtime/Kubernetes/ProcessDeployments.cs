using System.Net;
using Deis.Kubernetes;
using Deis.Kubernetes.Resources;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Writes the Deployments of process types.</summary>
internal sealed class ProcessDeployments(k8s.Kubernetes client, TimeProvider time)
{
    // Of a probe or hook with no way to find out, or with two: "must specify a handler type", "may not specify more than 1 handler type".
    private const string BrokenHandler = "handler type";

    private static readonly TimeSpan _goneCheck = TimeSpan.FromMilliseconds(100);

    private readonly ResourceClient<V1Deployment> _deployments = new(client);

    /// <summary>Makes a Deployment be so.</summary>
    /// <exception cref="KubernetesApiException">The cluster refuses it.</exception>
    public async Task ApplyAsync(V1Deployment wanted, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(wanted, cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.Code == HttpStatusCode.UnprocessableEntity && exception.Message.Contains(BrokenHandler, StringComparison.Ordinal))
        {
            var (space, name) = (wanted.Metadata.NamespaceProperty, wanted.Metadata.Name);
            // An apply leaves of a probe or hook what the cluster has filled in, and the cluster refuses the rest. Pods and their ReplicaSets stay; the
            // new Deployment takes them over.
            await _deployments.OrphanAsync(space, name, cancellationToken);
            while (await _deployments.FindAsync(space, name, cancellationToken) is not null)
                await Task.Delay(_goneCheck, time, cancellationToken);
            await WriteAsync(wanted, cancellationToken);
        }
    }

    private Task<V1Deployment> WriteAsync(V1Deployment wanted, CancellationToken cancellationToken) =>
        _deployments.ApplyAsync(wanted, KubernetesNames.Manager, force: true, cancellationToken);
}
