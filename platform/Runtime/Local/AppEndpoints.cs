using System.Net;

namespace Deis.Platform.Runtime.Local;

/// <summary>Where the requests of an app go. Immutable.</summary>
/// <param name="App">App id.</param>
/// <param name="Hosts">Host names; one without a dot is a sub-domain of the platform domain. Empty: the app is not routed.</param>
/// <param name="Endpoints">The ready processes of the routed type; empty when none is (the edge answers 503).</param>
/// <param name="Maintenance">True shows the maintenance page instead of the app.</param>
public sealed record AppEndpoints(string App, IReadOnlyList<string> Hosts, IReadOnlyList<IPEndPoint> Endpoints, bool Maintenance)
{
    /// <summary>Addresses and networks that may reach the app; empty for all.</summary>
    public IReadOnlyList<string> Whitelist { get; init; } = [];

    /// <summary>What the hosts are served with by HTTPS.</summary>
    public IReadOnlyList<HostCertificate> Certificates { get; init; } = [];

    /// <summary>True sends who comes by HTTP to HTTPS.</summary>
    public bool HttpsEnforced { get; init; }

    /// <summary>Where parts of the requests go.</summary>
    public IReadOnlyList<ServiceEndpoints> Services { get; init; } = [];

    /// <summary>True when requests go the same way.</summary>
    public bool SameAs(AppEndpoints other) =>
        App == other.App && Maintenance == other.Maintenance && HttpsEnforced == other.HttpsEnforced
        && Hosts.SequenceEqual(other.Hosts) && Endpoints.SequenceEqual(other.Endpoints) && Whitelist.SequenceEqual(other.Whitelist)
        && Certificates.SequenceEqual(other.Certificates)
        && Services.Count == other.Services.Count && Services.Zip(other.Services).All(pair => pair.First.SameAs(pair.Second));
}
