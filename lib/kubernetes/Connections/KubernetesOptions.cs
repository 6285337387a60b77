using System.ComponentModel.DataAnnotations;

namespace Deis.Kubernetes.Connections;

/// <summary>Which API server is spoken to, and how hard; configuration section <c>Kubernetes</c>.</summary>
public sealed class KubernetesOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Kubernetes";

    /// <summary>Path of a kubeconfig file. Without one: the service account of the pod, else the file that <c>KUBECONFIG</c> names or <c>~/.kube/config</c>.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>Context of the kubeconfig; its current one when absent.</summary>
    public string? Context { get; set; }

    /// <summary>Requests per second that are sent on average; more of them wait for their turn.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>How many requests may be sent at once after a pause.</summary>
    [Range(1, 100_000)]
    public int Burst { get; set; } = 100;

    /// <summary>How long a request is repeated while no connection can be made, for example because the API server restarts.</summary>
    public TimeSpan ConnectPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest wait that the server may ask for with <c>Retry-After</c>; longer ones fail at once.</summary>
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromSeconds(60);
}
