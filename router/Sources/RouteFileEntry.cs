using System.Net;
using Deis.Router.Certificates;
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

    /// <summary>Host to the PEM file with its certificate, chain and private key.</summary>
    public IReadOnlyDictionary<string, string> Certificates { get; set; } = new Dictionary<string, string>();

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
        if (Certificates.Any(pair => string.IsNullOrWhiteSpace(pair.Value)))
            return "one of its certificates has no file";
        return IsTime(TimeoutSeconds) && IsTime(ConnectTimeoutSeconds) ? null : "its timeouts must be between 0.001 and 86400 seconds";
    }

    /// <summary>The route.</summary>
    /// <exception cref="IOException">A file with a certificate cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public AppRoute ToRoute()
    {
        var route = new AppRoute
        {
            App = App,
            // Most apps have a host of their own name.
            Hosts = [.. Hosts.Select(host => host == App ? App : host)],
            Endpoints = [.. Endpoints.Select(UpstreamAddress.Parse)],
            Maintenance = Maintenance,
            Whitelist = [.. Whitelist.Select(IPNetwork.Parse)],
            HttpsEnforced = HttpsEnforced,
            Certificates = [.. Certificates.Select(pair => CertificateOf(pair.Key, File.ReadAllText(pair.Value)))],
        };
        return route with
        {
            Timeout = TimeoutSeconds is { } idle ? TimeSpan.FromSeconds(idle) : route.Timeout,
            ConnectTimeout = ConnectTimeoutSeconds is { } connect ? TimeSpan.FromSeconds(connect) : route.ConnectTimeout,
        };
    }

    // Whoever loads it takes from either text what it needs.
    private static HostCertificate CertificateOf(string host, string pem) => new(host, pem, pem);

    private static bool IsTime(double? seconds) => seconds is null or (>= 0.001 and <= 86400);
}
