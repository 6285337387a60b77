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
        var app = RouteOf(endpoints, endpoints.Hosts, endpoints.Endpoints);
        List<AppRoute> parts = [.. endpoints.Services.Select(part => RouteOf(endpoints, [part.Service.Host], part.Endpoints) with
        {
            Part = part.Service.Type,
            Paths = [.. part.Service.Paths],
        })];
        foreach (var former in routes.PartsOf(endpoints.App).Except(parts.Select(part => part.Name)).ToList())
        {
            routes.Remove(former);
        }
        if (endpoints.Hosts.Count == 0)
        {
            routes.Remove(endpoints.App);
        }
        // Parts first: their paths go to them as soon as the app is there.
        foreach (var problem in parts.Concat(endpoints.Hosts.Count == 0 ? [] : [app]).SelectMany(routes.Set))
        {
            LogProblem(endpoints.App, problem.Reason);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task DrainAsync(string app, IReadOnlyList<IPEndPoint> endpoints, CancellationToken cancellationToken) =>
        routes.DrainAsync(app, endpoints.Select(Address), cancellationToken);

    private static AppRoute RouteOf(AppEndpoints app, IReadOnlyList<string> hosts, IEnumerable<IPEndPoint> endpoints) => new()
    {
        App = app.App,
        Hosts = [.. hosts],
        Endpoints = [.. endpoints.Select(Address)],
        Maintenance = app.Maintenance,
        Whitelist = [.. app.Whitelist.Select(entry => AddressList.NetworkOf(entry)).OfType<IPNetwork>()],
        HttpsEnforced = app.HttpsEnforced,
        Certificates = [.. app.Certificates.Where(c => hosts.Contains(c.Host)).Select(c => new HostCertificate(c.Host, c.Chain, c.Key))],
    };

    private static UpstreamAddress Address(IPEndPoint endpoint) => UpstreamAddress.Tcp(endpoint.Address.ToString(), endpoint.Port);

    [LoggerMessage(9001, LogLevel.Warning, "{App}: {Reason}")]
    private partial void LogProblem(string app, string reason);
}
