using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using Deis.Router.Routes;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Router.Sources.Kubernetes;

/// <summary>The processes as EndpointSlices have them, any number of objects for each Service: in clusters from 1.21 on.</summary>
/// <param name="client">The connection.</param>
/// <param name="changed">Is told of the namespace and name of a Service whose processes changed.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when what is known may be behind.</param>
internal sealed class SliceBook(k8s.Kubernetes client, Action<string, string> changed, TimeProvider time, ILogger logger) : IAddressBook
{
    /// <summary>The API group, and the version that is followed.</summary>
    public const string Group = "discovery.k8s.io";
    public const string Version = "v1";

    private const string ServiceLabel = "kubernetes.io/service-name";
    private const string FirstFamily = "IPv4";
    private const string SecondFamily = "IPv6";

    // Slices carry the labels of their Service, too.
    private readonly Informer<V1EndpointSlice> _slices = new(
        new ResourceClient<V1EndpointSlice>(client),
        new ResourceSelection(Labels: RouteAnnotations.Selector),
        change => changed(change.Object.Metadata.NamespaceProperty, ServiceOf(change.Object)),
        time,
        logger);

    /// <inheritdoc/>
    public Task Synced => _slices.Synced;

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancellation) => _slices.RunAsync(cancellation);

    /// <inheritdoc/>
    public ServiceAddresses Of(string space, string service)
    {
        var slices = _slices.In(space).Where(slice => ServiceOf(slice) == service).ToList();
        // Where a process has an address of each family it is still one.
        var family = slices.Exists(slice => slice.AddressType == FirstFamily) ? FirstFamily : SecondFamily;
        var processes =
            from slice in slices
            where slice.AddressType == family
            let port = PortOf(slice)
            where port is not null
            from endpoint in slice.Endpoints ?? []
            // One that ends may still be told of.
            where endpoint.Conditions?.Terminating != true && endpoint.Addresses.Count > 0
            // All addresses of an endpoint are the same process.
            select (Address: UpstreamAddress.Tcp(endpoint.Addresses[0], port.Value), IsReady: endpoint.Conditions?.Ready != false);
        // While the cluster rearranges its slices a process may be in two of them.
        var known = processes.GroupBy(process => process.Address, process => process.IsReady).OrderBy(process => process.Key.Host, StringComparer.Ordinal).ToList();
        return new ServiceAddresses(
            [.. known.Where(process => process.Contains(true)).Select(process => process.Key)],
            [.. known.Where(process => !process.Contains(true)).Select(process => process.Key)]);
    }

    private static string ServiceOf(V1EndpointSlice slice) =>
        slice.Metadata.Labels is { } labels && labels.TryGetValue(ServiceLabel, out var service) ? service : "";

    private static int? PortOf(V1EndpointSlice slice) =>
        (slice.Ports?.FirstOrDefault(port => port.Name == ServiceAddresses.HttpPort) ?? (slice.Ports is [{ } only] ? only : null))?.Port;
}
