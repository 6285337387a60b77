using System.Text;
using Deis.Router.Certificates;
using k8s.Models;

namespace Deis.Router.Sources.Kubernetes;

/// <summary>The secrets with certificates (docs/protocol/router.md §9).</summary>
internal static class CertificateSecret
{
    /// <summary>The router sees no other secrets than those with this label.</summary>
    public const string Selector = "router.deis.io/certificate=true";

    private const string Chain = "tls.crt";
    private const string Key = "tls.key";

    /// <summary>Name of the secret with a certificate.</summary>
    public static string NameOf(string certificate) => $"{certificate}-cert";

    /// <summary>The certificate of a host; null when it or its key is missing.</summary>
    public static HostCertificate? Read(string host, V1Secret? secret) =>
        secret?.Data is { } data && data.TryGetValue(Chain, out var chain) && data.TryGetValue(Key, out var key)
            ? new HostCertificate(host, Encoding.UTF8.GetString(chain), Encoding.UTF8.GetString(key))
            : null;
}
