using System.Text;
using System.Text.Json;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The secret by which nodes get the image of an app from a private registry.</summary>
internal static class PullSecret
{
    /// <summary>Its name; there is one in an app, that of its newest release.</summary>
    public const string Name = "private-registry";

    private const string DockerHub = "https://index.docker.io/v1/";
    private const string Key = ".dockerconfigjson";

    /// <summary>The secret.</summary>
    public static V1Secret Of(string app, string image, RegistryLogin login)
    {
        var authorization = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}"));
        var logins = new { auths = new Dictionary<string, object> { [login.Host ?? HostOf(image)] = new { auth = authorization } } };
        return new V1Secret
        {
            Metadata = new V1ObjectMeta { Name = Name, NamespaceProperty = app, Labels = KubernetesNames.Labels(app) },
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
