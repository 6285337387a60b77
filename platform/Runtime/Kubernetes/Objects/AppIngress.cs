using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The Ingress of an app, for clusters whose own ingress controller takes the requests.</summary>
internal static class AppIngress
{
    /// <summary>Everything that the platform wants of it; null when there is nothing to route.</summary>
    /// <param name="routing">How requests reach the app.</param>
    /// <param name="domain">What names without a dot are below.</param>
    /// <param name="ingressClass">Which controller it is for; null for the cluster's default.</param>
    public static V1Ingress? Of(AppRouting routing, string domain, string? ingressClass)
    {
        if (routing.RoutedType is null || routing.Hosts.Count == 0)
            return null;
        var certificates = routing.Certificates.Where(certificate => routing.Hosts.Contains(certificate.Host)).ToList();
        return new V1Ingress
        {
            Metadata = new V1ObjectMeta { Name = routing.App, NamespaceProperty = routing.App, Labels = KubernetesNames.Labels(routing.App) },
            Spec = new V1IngressSpec
            {
                IngressClassName = ingressClass,
                Rules = [.. routing.Hosts.Select(host => Rule(FullName(host, domain), routing.App))],
                Tls = certificates.Count == 0 ? null :
                [
                    .. certificates.Select(certificate =>
                        new V1IngressTLS { Hosts = [FullName(certificate.Host, domain)], SecretName = CertificateSecret.NameOf(certificate.Name) }),
                ],
            },
        };
    }

    private static V1IngressRule Rule(string host, string service) => new()
    {
        Host = host,
        Http = new V1HTTPIngressRuleValue
        {
            Paths =
            [
                new V1HTTPIngressPath
                {
                    Path = "/",
                    PathType = "Prefix",
                    Backend = new V1IngressBackend { Service = new V1IngressServiceBackend { Name = service, Port = new V1ServiceBackendPort { Number = AppService.Port } } },
                },
            ],
        },
    };

    private static string FullName(string host, string domain) => host.Contains('.', StringComparison.Ordinal) ? host : $"{host}.{domain}";
}
