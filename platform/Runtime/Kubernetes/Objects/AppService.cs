using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The Service of an app, and what it tells routers (docs/protocol/router.md).</summary>
internal static class AppService
{
    private const string Routable = "router.deis.io/routable";
    private const string Domains = "router.deis.io/domains";
    private const string Maintenance = "router.deis.io/maintenance";
    private const string Certificates = "router.deis.io/certificates";

    /// <summary>Everything that the platform wants of it. What is not said here any more, such as the last host name, is removed by the apply.</summary>
    public static V1Service Of(AppRouting routing, int port)
    {
        var selector = KubernetesNames.Labels(routing.App);
        if (routing.RoutedType is { } type)
            selector[KubernetesNames.Type] = type;
        var labels = KubernetesNames.Labels(routing.App, (Routable, routing.RoutedType is not null && routing.Hosts.Count > 0 ? "true" : "false"));
        return new V1Service
        {
            Metadata = new V1ObjectMeta
            {
                Name = routing.App,
                NamespaceProperty = routing.App,
                Labels = labels,
                Annotations = Annotations(routing),
            },
            Spec = new V1ServiceSpec
            {
                Selector = selector,
                Ports = [new V1ServicePort { Name = "http", Port = 80, TargetPort = port, Protocol = "TCP" }],
            },
        };
    }

    private static Dictionary<string, string> Annotations(AppRouting routing)
    {
        Dictionary<string, string> annotations = new() { [Maintenance] = routing.Maintenance ? "true" : "false" };
        if (routing.Hosts.Count > 0)
            annotations[Domains] = string.Join(',', routing.Hosts);
        if (routing.Certificates.Count > 0)
            annotations[Certificates] = string.Join(',', routing.Certificates.Select(certificate => $"{certificate.Host}:{certificate.Name}"));
        return annotations;
    }
}
