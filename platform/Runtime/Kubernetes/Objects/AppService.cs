using Deis.Platform.Settings;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Objects;

/// <summary>The Services of an app, and what they tell routers (docs/protocol/router.md §9).</summary>
internal static class AppService
{
    /// <summary>The port by which every Service is reached.</summary>
    public const int Port = 80;

    private const string Prefix = "router.deis.io/";
    private const string Routable = Prefix + "routable";
    private const string Domains = Prefix + "domains";
    private const string Maintenance = Prefix + "maintenance";
    private const string ProxyDomain = Prefix + "proxyDomain";
    private const string ProxyLocations = Prefix + "proxyLocations";
    private const string Certificates = Prefix + "certificates";
    private const string Whitelist = Prefix + "whitelist";
    private const string HttpsEnforced = Prefix + "ssl.enforce";

    /// <summary>The app's own: everything that the platform wants of it. What is not said here any more, such as the last host name, is removed by the apply.</summary>
    public static V1Service Of(AppRouting routing, int port)
    {
        var selector = KubernetesNames.Labels(routing.App);
        if (routing.RoutedType is { } type)
            selector[KubernetesNames.Type] = type;
        var labels = KubernetesNames.Labels(routing.App, (Routable, routing.RoutedType is not null && routing.Hosts.Count > 0 ? "true" : "false"));
        return Service(routing, routing.App, labels, Annotations(routing, routing.Hosts), selector, port);
    }

    /// <summary>The one of a process type that gets a part of the requests.</summary>
    public static V1Service OfPart(AppRouting routing, ServiceRouting part, int port)
    {
        var annotations = Annotations(routing, [part.Host]);
        // By any of the app's names the router finds the app, and with it all of them.
        if (routing.Hosts.Count > 0)
        {
            annotations[ProxyDomain] = routing.Hosts[0];
            annotations[ProxyLocations] = string.Join(',', part.Paths);
        }
        var labels = KubernetesNames.Labels(routing.App, (KubernetesNames.Type, part.Type), (Routable, "true"));
        return Service(routing, part.Host, labels, annotations, KubernetesNames.Labels(routing.App, (KubernetesNames.Type, part.Type)), port);
    }

    private static V1Service Service(
        AppRouting routing, string name, Dictionary<string, string> labels, Dictionary<string, string> annotations, Dictionary<string, string> selector, int port) => new()
        {
            Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = routing.App, Labels = labels, Annotations = annotations },
            Spec = new V1ServiceSpec
            {
                Selector = selector,
                Ports = [new V1ServicePort { Name = "http", Port = Port, TargetPort = port, Protocol = "TCP" }],
            },
        };

    private static Dictionary<string, string> Annotations(AppRouting routing, IReadOnlyList<string> hosts)
    {
        Dictionary<string, string> annotations = new()
        {
            [Maintenance] = routing.Maintenance ? "true" : "false",
            [HttpsEnforced] = routing.HttpsEnforced ? "true" : "false",
        };
        if (hosts.Count > 0)
            annotations[Domains] = string.Join(',', hosts);
        var certificates = routing.Certificates.Where(certificate => hosts.Contains(certificate.Host)).Select(certificate => $"{certificate.Host}:{certificate.Name}").ToList();
        if (certificates.Count > 0)
            annotations[Certificates] = string.Join(',', certificates);
        // Routers need not know how users write addresses.
        if (routing.Whitelist.Count > 0)
            annotations[Whitelist] = string.Join(',', routing.Whitelist.Select(entry => AddressList.NetworkOf(entry)?.ToString() ?? entry));
        return annotations;
    }
}
