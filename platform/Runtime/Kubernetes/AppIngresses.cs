using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>The Ingresses of apps, where the settings ask for them.</summary>
internal sealed class AppIngresses(k8s.Kubernetes client, KubernetesRuntimeOptions options)
{
    private readonly ResourceClient<V1Ingress> _ingresses = new(client);

    /// <summary>Makes that of an app be as a routing says.</summary>
    public async Task PublishAsync(AppRouting routing, CancellationToken cancellationToken)
    {
        if (options.IngressDomain is not { } domain)
            return;
        if (AppIngress.Of(routing, domain, options.IngressClass) is { } wanted)
            await _ingresses.ApplyAsync(wanted, KubernetesNames.Manager, force: true, cancellationToken);
        else
            await _ingresses.DeleteAsync(routing.App, routing.App, gracePeriod: null, cancellationToken);
    }
}
