using System.Collections.Immutable;
using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using Deis.Router.Routes;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Sources.Kubernetes;

/// <summary>The processes as Endpoints have them, one object for each Service, of its name; all there is in clusters before 1.21.</summary>
/// <param name="client">The connection.</param>
/// <param name="changed">Is told of the namespace and name of a Service whose processes changed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when what is known may be behind.</param>
internal sealed class EndpointsBook(k8s.Kubernetes client, Action<string, string> changed, TimeProvider time, ILogger logger) : IAddressBook
{
    // Endpoints carry the labels of their Service.
    private readonly Informer<V1Endpoints> _endpoints = new(
        new ResourceClient<V1Endpoints>(client),
        new ResourceSelection(Labels: RouteAnnotations.Selector),
        change => changed(change.Object.Metadata.NamespaceProperty, change.Object.Metadata.Name),
        time,
        logger);

    /// <inheritdoc/>
    public Task Synced => _endpoints.Synced;

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellation) => _endpoints.RunAsync(cancellation);

    /// <inheritdoc/>
    public ServiceAddresses Of(string space, string service)
    {
        var endpoints = _endpoints.Find(space, service);
        return new ServiceAddresses(Addresses(endpoints, subset => subset.Addresses), Addresses(endpoints, subset => subset.NotReadyAddresses));
    }

    private static ImmutableArray<UpstreamAddress> Addresses(V1Endpoints? endpoints, Func<V1EndpointSubset, IEnumerable<V1EndpointAddress>?> part) =>
    [
        .. from subset in endpoints?.Subsets ?? []
           let port = subset.Ports?.FirstOrDefault(port => port.Name == ServiceAddresses.HttpPort) ?? (subset.Ports is [{ } only] ? only : null)
           where port is not null
           from address in part(subset) ?? []
           orderby address.Ip
           select UpstreamAddress.Tcp(address.Ip, port.Port),
    ];
}
