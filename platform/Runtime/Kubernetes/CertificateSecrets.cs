using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.Objects;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>The secrets with the certificates of an app's hosts: written before the Service names them, deleted when it no longer does.</summary>
internal sealed class CertificateSecrets(k8s.Kubernetes client)
{
    private readonly ResourceClient<V1Secret> _secrets = new(client);

    /// <summary>Makes those be there that a routing needs.</summary>
    public async Task WriteAsync(AppRouting routing, CancellationToken cancellationToken)
    {
        foreach (var certificate in routing.Certificates.DistinctBy(certificate => certificate.Name))
            await _secrets.ApplyAsync(CertificateSecret.Of(routing.App, certificate), KubernetesNames.Manager, force: true, cancellationToken);
    }

    /// <summary>Deletes the others.</summary>
    public async Task CleanAsync(AppRouting routing, CancellationToken cancellationToken)
    {
        var needed = routing.Certificates.Select(certificate => CertificateSecret.NameOf(certificate.Name)).ToHashSet(StringComparer.Ordinal);
        var there = await _secrets.ListAsync(new ResourceSelection(routing.App, CertificateSecret.Selector), cancellationToken);
        foreach (var secret in there.Items.Where(secret => !needed.Contains(secret.Metadata.Name)))
            await _secrets.DeleteAsync(routing.App, secret.Metadata.Name, gracePeriod: null, cancellationToken);
    }
}
