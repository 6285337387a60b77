using System.Collections.Immutable;
using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using Deis.Router.Routes;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Sources.Kubernetes;

/// <summary>
/// Takes routes from the Services of a cluster that have the label <c>router.deis.io/routable=true</c>, their processes from the Endpoints, and their certificates from secrets, by watch
/// (docs/protocol/router.md §9). What is wrong with one Service costs that one; while the API server is away the routes stay as they are.
/// </summary>
/// <param name="client">Connection to the API server; needs list and watch on services, endpoints and secrets.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of annotations and hosts that are left out.</param>
public sealed partial class KubernetesRouteSource(k8s.Kubernetes client, TimeProvider time, ILogger<KubernetesRouteSource> logger) : IRouteSource
{
    private const string HttpPort = "http";

    private static readonly TimeSpan _secretPatience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Space, string Name), string> _known = [];

    /// <inheritdoc/>
    public async Task RunAsync(RouteTable routes, CancellationToken cancellation)
    {
        ResourceSelection routable = new(Labels: RouteAnnotations.Selector);
        Informer<V1Endpoints>? endpoints = null;
        Informer<V1Secret>? secrets = null;
        Informer<V1Service>? services = null;
        // Endpoints carry the labels of their Service.
        endpoints = new Informer<V1Endpoints>(new ResourceClient<V1Endpoints>(client), routable, change => Update(change.Object.Metadata), time, logger);
        secrets = new Informer<V1Secret>(
            new ResourceClient<V1Secret>(client), new ResourceSelection(Labels: CertificateSecret.Selector), change => UpdateUsers(change.Object.Metadata), time, logger);
        services = new Informer<V1Service>(new ResourceClient<V1Service>(client), routable, change => Update(change.Object.Metadata), time, logger);
        // Processes and certificates first: an app must not be seen without any while they are still being listed. A router that may not see secrets serves without.
        var following = Task.WhenAll(endpoints.RunAsync(cancellation), secrets.RunAsync(cancellation));
        await endpoints.Synced.WaitAsync(cancellation);
        await Task.WhenAny(secrets.Synced, Task.Delay(_secretPatience, time, cancellation));
        await Task.WhenAll(following, services.RunAsync(cancellation));
        cancellation.ThrowIfCancellationRequested();

        void Update(V1ObjectMeta changed) => Follow(changed.NamespaceProperty, changed.Name, services!, endpoints!, secrets!, routes);

        void UpdateUsers(V1ObjectMeta changed)
        {
            foreach (var service in services!.In(changed.NamespaceProperty).Where(service => new RouteAnnotations(service).Needs(changed.Name)).ToList())
                Update(service.Metadata);
        }
    }

    private void Follow(
        string space, string changed, Informer<V1Service> services, Informer<V1Endpoints> endpoints, Informer<V1Secret> secrets, RouteTable routes)
    {
        // All watches come here.
        lock (_gate)
        {
            var neighbours = services.In(space).ToList();
            Update(changed);
            // What takes a part of another's requests depends on that one.
            foreach (var part in neighbours.Where(other => other.Metadata.Name != changed && new RouteAnnotations(other).IsPart))
                Update(part.Metadata.Name);

            void Update(string name)
            {
                var annotations = services.Find(space, name) is { } service ? new RouteAnnotations(service) : null;
                var route = annotations?.ToRoute(Addresses((space, name), endpoints.Find(space, name), routes), neighbours);
                Set((space, name), annotations, route, secret => secrets.Find(space, secret), routes);
            }
        }
    }

    private void Set((string Space, string Name) key, RouteAnnotations? annotations, AppRoute? route, Func<string, V1Secret?> secret, RouteTable routes)
    {
        if (_known.TryGetValue(key, out var before) && before != route?.Name)
        {
            _known.Remove(key);
            routes.Remove(before);
        }
        if (route is null)
            return;
        _known[key] = route.Name;
        var former = routes.TryGet(route.Name, out var now) ? now : null;
        route = route with { Certificates = annotations!.Certificates(secret, former) };
        if (former == route)
            return;
        foreach (var problem in annotations.Problems)
            LogAnnotation(route.Name, problem);
        foreach (var refused in routes.Set(route))
            LogHost(route.Name, refused.Reason);
    }

    // Processes on a node that the cluster has lost sight of are ready no longer, all at the same time, and mostly serve on.
    private ImmutableArray<UpstreamAddress> Addresses((string Space, string Name) key, V1Endpoints? endpoints, RouteTable routes)
    {
        var ready = Addresses(endpoints, subset => subset.Addresses);
        if (!ready.IsEmpty || !_known.TryGetValue(key, out var name) || !routes.TryGet(name, out var former))
            return ready;
        var others = Addresses(endpoints, subset => subset.NotReadyAddresses);
        return [.. former.Endpoints.Where(others.Contains)];
    }

    // Only the port that the Service calls http, or its only one.
    private static ImmutableArray<UpstreamAddress> Addresses(V1Endpoints? endpoints, Func<V1EndpointSubset, IEnumerable<V1EndpointAddress>?> part) =>
    [
        .. from subset in endpoints?.Subsets ?? []
           let port = subset.Ports?.FirstOrDefault(port => port.Name == HttpPort) ?? (subset.Ports is [{ } only] ? only : null)
           where port is not null
           from address in part(subset) ?? []
           orderby address.Ip
           select UpstreamAddress.Tcp(address.Ip, port.Port),
    ];

    [LoggerMessage(EventId = 1240, Level = LogLevel.Warning, Message = "{App}: {Problem}")]
    private partial void LogAnnotation(string app, string problem);

    [LoggerMessage(EventId = 1241, Level = LogLevel.Warning, Message = "{App}: {Reason}")]
    private partial void LogHost(string app, string reason);
}
