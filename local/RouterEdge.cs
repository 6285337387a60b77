using System.Net;
using Deis.Platform.Runtime.Local;
using Deis.Platform.Settings;
using Deis.Router.Certificates;
using Deis.Router.Routes;
using Microsoft.Extensions.Logging;

namespace Deis.Local;

/// <summary>Tells the router of the same process what the local runtime knows.</summary>
internal sealed partial class RouterEdge(RouteTable routes, ILogger<RouterEdge> logger) : ILocalEdge
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
            var problems = routes.Set(new AppRoute
            {
                App = endpoints.App,
                Hosts = [.. endpoints.Hosts],
                Endpoints = [.. endpoints.Endpoints.Select(Address)],
                Maintenance = endpoints.Maintenance,
                Whitelist = [.. endpoints.Whitelist.Select(entry => AddressList.NetworkOf(entry)).OfType<IPNetwork>()],
                HttpsEnforced = endpoints.HttpsEnforced,
                Certificates = [.. endpoints.Certificates.Select(c => new HostCertificate(c.Host, c.Chain, c.Key))],
            });
            foreach (var problem in problems)
            {
                LogProblem(endpoints.App, problem.Reason);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task DrainAsync(string app, IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellationToken) =>
        routes.DrainAsync(app, endpoints.Select(Address), cancellationToken);

    private static UpstreamAddress Address(IPEndPoint endpoint) => UpstreamAddress.Tcp(endpoint.Address.ToString(), endpoint.Port);

    [LoggerMessage(9001, LogLevel.Warning, "{App}: {Reason}")]
    private partial void LogProblem(string app, string reason);
}
