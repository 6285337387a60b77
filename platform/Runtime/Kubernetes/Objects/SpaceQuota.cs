using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>What all processes of an app together may use of a cluster, where the platform's operator limits that.</summary>
internal static class SpaceQuota
{
    /// <summary>The quota of a new app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="spec">The spec of a ResourceQuota, as JSON.</param>
    public static V1ResourceQuota Of(string app, string spec) => new()
    {
        Metadata = new V1ObjectMeta { Name = $"{app}-quota", NamespaceProperty = app, Labels = KubernetesNames.Labels(app) },
        Spec = KubernetesJson.Deserialize<V1ResourceQuotaSpec>(spec),
    };
}
