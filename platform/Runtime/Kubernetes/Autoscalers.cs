using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>The HorizontalPodAutoscalers of process types whose numbers follow their load.</summary>
internal sealed class Autoscalers(k8s.Kubernetes client)
{
    // Served by every cluster that we know, and enough to delete one.
    private readonly ResourceClient<V1HorizontalPodAutoscaler> _scalers = new(client);

    /// <summary>Makes the one of a process type be so.</summary>
    public async Task ApplyAsync(string app, string type, LoadScaling scaling, CancellationToken cancellationToken)
    {
        // Asked each time: a cluster that is upgraded meanwhile gains one version and loses another.
        var kind = Choose(await ApiGroups.VersionsAsync(client, V2HorizontalPodAutoscaler.KubeGroup, cancellationToken));
        await new ResourceClient<V2HorizontalPodAutoscaler>(client, kind).ApplyAsync(
            ProcessAutoscaler.Of(app, type, scaling), KubernetesNames.Manager, force: true, cancellationToken);
    }

    /// <summary>Removes the one of a process type; absence is no error.</summary>
    public Task RemoveAsync(string app, string type, CancellationToken cancellationToken) =>
        _scalers.DeleteAsync(app, KubernetesNames.Deployment(app, type), gracePeriod: null, cancellationToken);

    /// <summary>The version to write: v2, which older clusters call v2beta2; the fields that are used are the same.</summary>
    internal static ResourceKind Choose(IEnumerable<string> versions) =>
        ResourceKind.Of<V2HorizontalPodAutoscaler>() with { Version = versions.Contains("v2", StringComparer.Ordinal) ? "v2" : "v2beta2" };
}
