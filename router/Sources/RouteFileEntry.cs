using System.Net;
using Deis.Router.Routes;

namespace Deis.Router.Sources;

/// <summary>One app in a <see cref="RouteFile"/>.</summary>
internal sealed class RouteFileEntry
{
    public string App { get; set; } = "";

    public IReadOnlyList<string> Hosts { get; set; } = [];

    public IReadOnlyList<string> Endpoints { get; set; } = [];

    public bool Maintenance { get; set; }

    public IReadOnlyList<string> Whitelist { get; set; } = [];

    public bool HttpsEnforced { get; set; }

    public double? TimeoutSeconds { get; set; }

    public double? ConnectTimeoutSeconds { get; set; }

    /// <summary>What is wrong with the entry; null if nothing.</summary>
    public string? Problem()
    {
        if (string.IsNullOrWhiteSpace(App))
            return "it has no \"app\"";
        if (Hosts.Any(string.IsNullOrWhiteSpace))
            return "one of its hosts is empty";
        if (Endpoints.FirstOrDefault(endpoint => !UpstreamAddress.TryParse(endpoint, out _)) is { } bad)
            return $"the endpoint '{bad}' is not host:port, [ipv6]:port or unix:/path";
        if (Whitelist.FirstOrDefault(entry => !IPNetwork.TryParse(entry, out _)) is { } network)
            return $"'{network}' in its whitelist is not a network such as 10.0.0.0/8";
        return IsTime(TimeoutSeconds) && IsTime(ConnectTimeoutSeconds) ? null : "its timeouts must be between 0.001 and 86400 seconds";
    }

    public AppRoute ToRoute()
    {
        var route = new AppRoute
        {
            App = App,
            Hosts = [.. Hosts],
            Endpoints = [.. Endpoints.Select(UpstreamAddress.Parse)],
            Maintenance = Maintenance,
            Whitelist = [.. Whitelist.Select(IPNetwork.Parse)],
            HttpsEnforced = HttpsEnforced,
        };
        return route with
        {
            Timeout = TimeoutSeconds is { } idle ? TimeSpan.FromSeconds(idle) : route.Timeout,
            ConnectTimeout = ConnectTimeoutSeconds is { } connect ? TimeSpan.FromSeconds(connect) : route.ConnectTimeout,
        };
    }

    private static bool IsTime(double? seconds) => seconds is null or (>= 0.001 and <= 86400);
}
