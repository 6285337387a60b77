using System.Text;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The secret with a certificate and its key, for routers (docs/protocol/router.md §9).</summary>
internal static class CertificateSecret
{
    /// <summary>Selects those of all apps.</summary>
    public const string Selector = KubernetesNames.AllApps + "," + Label + "=true";

    // Routers watch no other secrets.
    private const string Label = "router.deis.io/certificate";

    /// <summary>Its name.</summary>
    public static string NameOf(string certificate) => $"{certificate}-cert";

    /// <summary>The secret.</summary>
    public static V1Secret Of(string app, HostCertificate certificate) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = NameOf(certificate.Name),
            NamespaceProperty = app,
            Labels = KubernetesNames.Labels(app, (Label, "true")),
        },
        Type = "Opaque",
        Data = new Dictionary<string, byte[]>
        {
            ["tls.crt"] = Encoding.UTF8.GetBytes(certificate.Chain),
            ["tls.key"] = Encoding.UTF8.GetBytes(certificate.Key),
        },
    };
}
