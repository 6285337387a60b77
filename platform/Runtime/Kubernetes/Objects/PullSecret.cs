using System.Text;
using System.Text.Json;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The secret by which nodes get the images of an app from a private registry: the app's own, else that of the platform's operator.</summary>
internal static class PullSecret
{
    // There is one of the app's own, that of its newest release; that of the operator's has the registry's location behind it.
    private const string Own = "private-registry";

    private const string DockerHub = "https://index.docker.io/v1/";
    private const string Key = ".dockerconfigjson";

    /// <summary>Name of the secret that a workload needs; null when its images are for everybody.</summary>
    public static string? NameOf(Workload workload, KubernetesRuntimeOptions options) => workload.Registry is not null ? Own
        : options.RegistryLocation is KubernetesRuntimeOptions.OffCluster or "ecr" or "gcr" ? $"{Own}-{options.RegistryLocation}"
        : null;

    /// <summary>The secret that a workload needs; null when it needs none, or others make it: the clouds' registries have logins that change all the time.</summary>
    public static V1Secret? Of(string app, Workload workload, KubernetesRuntimeOptions options)
    {
        var login = workload.Registry
            ?? (options.RegistryLocation == KubernetesRuntimeOptions.OffCluster ? new RegistryLogin(options.RegistryHost, options.RegistryUser, options.RegistryPassword) : null);
        if (login is null)
            return null;
        var authorization = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}"));
        var logins = new { auths = new Dictionary<string, object> { [login.Host ?? HostOf(workload.Image.Reference)] = new { auth = authorization } } };
        return new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = NameOf(workload, options), NamespaceProperty = app, Labels = KubernetesNames.Labels(app) },
            Type = "kubernetes.io/dockerconfigjson",
            Data = new Dictionary<string, byte[]> { [Key] = JsonSerializer.SerializeToUtf8Bytes(logins) },
        };
    }

    // As Docker reads names: the first part is a registry when it could not be the name of a user of Docker Hub.
    private static string HostOf(string image)
    {
        var first = image.Split('/')[0];
        return image.Contains('/', StringComparison.Ordinal) && (first.AsSpan().ContainsAny('.', ':') || first == "localhost") && first is not ("docker.io" or "index.docker.io")
            ? first
            : DockerHub;
    }
}
