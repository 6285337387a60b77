using System.Net;
using Deis.Platform.Runtime.Local;
using Deis.Router.Routes;

namespace Deis.Local;

/// <summary>Tells the router of the same process what the local runtime knows.</summary>
internal sealed class RouterEdge(RouteTable routes) : ILocalEdge
{
    /// <inheritdoc />
    public Task PublishAsync(AppEndpoints endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Hosts.Count == 0)
        {
            routes.Remove(endpoints.App);
        }
        else
        {
            routes.Set(new AppRoute
            {
                App = endpoints.App,
                Hosts = [.. endpoints.Hosts],
                Endpoints = [.. endpoints.Endpoints.Select(Address)],
                Maintenance = endpoints.Maintenance,
            });
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task DrainAsync(string app, IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellationToken) =>
        routes.DrainAsync(app, endpoints.Select(Address), cancellationToken);

    private static UpstreamAddress Address(IPEndPoint endpoint) => UpstreamAddress.Tcp(endpoint.Address.ToString(), endpoint.Port);
}
