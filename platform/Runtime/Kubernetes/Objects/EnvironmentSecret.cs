using System.Globalization;
using System.Text;
using Deis.Platform.ObjectStorage;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>
/// The environment of a release, as a secret and as references to it. The URL of the slug is part of the secret and not of the processes' template: it is
/// renewed before it expires, and processes that start later get the new one without a rollout.
/// </summary>
internal static class EnvironmentSecret
{
    /// <summary>Key of the slug's URL.</summary>
    public const string SlugUrlKey = "slug-url";

    private const string SlugUrl = "SLUG_URL";
    private const string PodAddress = "POD_IP";

    /// <summary>The secret.</summary>
    public static V1Secret Of(string app, string release, Workload workload, IObjectStore objects, KubernetesRuntimeOptions options)
    {
        var data = Keys(workload).ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(workload.Environment[pair.Variable]), StringComparer.Ordinal);
        V1ObjectMeta metadata = new()
        {
            Name = KubernetesNames.Environment(app, release),
            NamespaceProperty = app,
            Labels = KubernetesNames.Labels(app, (KubernetesNames.Version, release), (KubernetesNames.Type, "env")),
        };
        if (workload.Image.Kind == ImageKind.Slug)
        {
            var signed = objects.Presign(workload.Image.Reference, PresignedAccess.Read, options.SlugUrlLifetime);
            data[SlugUrlKey] = Encoding.UTF8.GetBytes(signed.Url.AbsoluteUri);
            metadata.Annotations = new Dictionary<string, string>
            {
                [KubernetesNames.Slug] = workload.Image.Reference,
                [KubernetesNames.SlugExpires] = signed.ExpiresAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            };
        }
        return new V1Secret { Metadata = metadata, Type = "Opaque", Data = data };
    }

    /// <summary>The variables of a container: all of the secret, sorted by name, then what the runtime adds.</summary>
    public static List<V1EnvVar> Variables(string app, string release, Workload workload, int? port)
    {
        var secret = KubernetesNames.Environment(app, release);
        var variables = Keys(workload).Select(pair => Reference(pair.Variable, secret, pair.Key)).ToList();
        if (port is { } number && !workload.Environment.ContainsKey("PORT"))
            variables.Add(new V1EnvVar { Name = "PORT", Value = number.ToString(CultureInfo.InvariantCulture) });
        if (ReleaseWishes.WantsPodAddress(workload) && !workload.Environment.ContainsKey(PodAddress))
            variables.Add(new V1EnvVar { Name = PodAddress, ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "status.podIP" } } });
        if (workload.Image.Kind == ImageKind.Slug)
        {
            variables.RemoveAll(variable => variable.Name == SlugUrl);
            variables.Add(Reference(SlugUrl, secret, SlugUrlKey));
        }
        return [.. variables.OrderBy(variable => variable.Name, StringComparer.Ordinal)];
    }

    // Keys are lower-case with dashes; of names that differ in nothing else the later ones keep theirs.
    private static IEnumerable<(string Variable, string Key)> Keys(Workload workload)
    {
        HashSet<string> taken = [SlugUrlKey];
        foreach (var name in workload.Environment.Keys.Order(StringComparer.Ordinal))
        {
            var key = name.ToLowerInvariant().Replace('_', '-');
            yield return (name, taken.Add(key) ? key : name);
        }
    }

    private static V1EnvVar Reference(string variable, string secret, string key) => new()
    {
        Name = variable,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = secret, Key = key } },
    };
}
