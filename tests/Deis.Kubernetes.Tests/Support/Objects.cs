using Deis.Kubernetes.Connections;
using k8s.Models;

namespace Deis.Kubernetes.Tests.Support;

/// <summary>Connections and objects as the tests need them.</summary>
internal static class Objects
{
    public static k8s.Kubernetes Connect(string kubeconfig, Action<KubernetesOptions>? configure = null)
    {
        KubernetesOptions options = new() { Kubeconfig = kubeconfig, RequestsPerSecond = 10_000, Burst = 10_000 };
        configure?.Invoke(options);
        return KubernetesConnection.Open(options, TimeProvider.System);
    }

    /// <summary>A connection without any login.</summary>
    public static k8s.Kubernetes Connect(Uri url) => new(new k8s.KubernetesClientConfiguration { Host = url.ToString() });

    /// <summary>A namespace of a test's own.</summary>
    public static async Task<string> NewNamespaceAsync(k8s.Kubernetes client, CancellationToken cancellationToken)
    {
        var name = $"test-{Guid.NewGuid():n}"[..16];
        await new Resources.ResourceClient<V1Namespace>(client).CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = name } }, cancellationToken);
        return name;
    }

    public static V1ConfigMap Map(string space, string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = space, Labels = new Dictionary<string, string> { ["heritage"] = "test" } },
        Data = data.ToDictionary(pair => pair.Key, pair => pair.Value),
    };
}
