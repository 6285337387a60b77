using System.Collections.Immutable;
using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using Deis.Router.Routes;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Sources.Kubernetes;

/// <summary>
/// Takes routes from the Services of a cluster that have the label <c>router.deis.io/routable=true</c>, their processes from EndpointSlices (in a cluster that has none, from
/// Endpoints), and their certificates from secrets, by watch (docs/protocol/router.md §9). What is wrong with one Service costs that one; while the API server is away the routes stay as they are.
/// </summary>
/// <param name="client">Connection to the API server; needs list and watch on services, endpointslices, endpoints and secrets.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told of annotations and hosts that are left out.</param>
public sealed partial class KubernetesRouteSource(k8s.Kubernetes client, TimeProvider time, ILogger<KubernetesRouteSource> logger) : IRouteSource
{
    private static readonly TimeSpan _secretPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Space, string Name), string> _known = [];

    /// <inheritdoc/>
    public async Task RunAsync(RouteTable routes, CancellationToken cancellation)
    {
        ResourceSelection routable = new(Labels: RouteAnnotations.Selector);
        IAddressBook? book = null;
        Informer<V1Secret>? secrets = null;
        Informer<V1Service>? services = null;
        book = await ChooseBookAsync(Update, cancellation);
        secrets = new Informer<V1Secret>(
            new ResourceClient<V1Secret>(client), new ResourceSelection(Labels: CertificateSecret.Selector), change => UpdateUsers(change.Object.Metadata), time, logger);
        services = new Informer<V1Service>(
            new ResourceClient<V1Service>(client), routable, change => Update(change.Object.Metadata.NamespaceProperty, change.Object.Metadata.Name), time, logger);
        // Processes and certificates first: an app must not be seen without any while they are still being listed. A router that may not see secrets serves without.
        var following = Task.WhenAll(book.RunAsync(cancellation), secrets.RunAsync(cancellation));
        await book.Synced.WaitAsync(cancellation);
        await Task.WhenAny(secrets.Synced, Task.Delay(_secretPatience, time, cancellation));
        await Task.WhenAll(following, services.RunAsync(cancellation));
        cancellation.ThrowIfCancellationRequested();

        void Update(string space, string service) => Follow(space, service, services!, book!, secrets!, routes);

        void UpdateUsers(V1ObjectMeta changed)
        {
            foreach (var service in services!.In(changed.NamespaceProperty).Where(service => new RouteAnnotations(service).Needs(changed.Name)).ToList())
                Update(service.Metadata.NamespaceProperty, service.Metadata.Name);
        }
    }

    private void Follow(string space, string changed, Informer<V1Service> services, IAddressBook book, Informer<V1Secret> secrets, RouteTable routes)
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
                var route = annotations?.ToRoute(Addresses((space, name), book.Of(space, name), routes), neighbours);
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
    private ImmutableArray<UpstreamAddress> Addresses((string Space, string Name) key, ServiceAddresses processes, RouteTable routes) =>
        processes.Ready.IsEmpty && _known.TryGetValue(key, out var name) && routes.TryGet(name, out var former)
            ? [.. former.Endpoints.Where(processes.Unready.Contains)]
            : processes.Ready;

    private async Task<IAddressBook> ChooseBookAsync(Action<string, string> changed, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var versions = await ApiGroups.VersionsAsync(client, SliceBook.Group, cancellation);
                return versions.Contains(SliceBook.Version) ? new SliceBook(client, changed, time, logger) : new EndpointsBook(client, changed, time, logger);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                // A router that starts before the cluster waits for it, whatever keeps it away.
                LogAway(exception);
                await Task.Delay(_pause, time, cancellation);
            }
        }
    }

    [LoggerMessage(EventId = 1240, Level = LogLevel.Warning, Message = "{App}: {Problem}")]
    private partial void LogAnnotation(string app, string problem);

    [LoggerMessage(EventId = 1241, Level = LogLevel.Warning, Message = "{App}: {Reason}")]
    private partial void LogHost(string app, string reason);

    [LoggerMessage(EventId = 1242, Level = LogLevel.Warning, Message = "The cluster does not say what it has; it is asked again.")]
    private partial void LogAway(Exception exception);
}
