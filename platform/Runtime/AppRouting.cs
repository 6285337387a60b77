namespace Deis.Platform.Runtime;

/// <summary>How requests reach an app (docs/protocol/router.md; on Kubernetes the annotations of the app's Service).</summary>
public sealed record AppRouting
{
    /// <summary>App id.</summary>
    public required string App { get; init; }

    /// <summary>Host names: a name without a dot is a sub-domain of the platform domain.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>The process type that gets the requests: <c>web</c>, else <c>cmd</c>; null when the app has neither.</summary>
    public required string? RoutedType { get; init; }

    /// <summary>True shows the maintenance page instead of the app.</summary>
    public bool Maintenance { get; init; }

    /// <summary>Addresses and networks (<c>10.0.0.0/8</c>) that may reach the app; empty for all. Needs <see cref="RuntimeCapabilities.AllowLists"/>.</summary>
    public IReadOnlyList<string> Whitelist { get; init; } = [];

    /// <summary>What the hosts are served with by HTTPS, at most one for each; the others have the router's own certificate.</summary>
    public IReadOnlyList<HostCertificate> Certificates { get; init; } = [];

    /// <summary>True sends who comes by HTTP to HTTPS. Needs <see cref="RuntimeCapabilities.HttpsEnforcement"/>.</summary>
    public bool HttpsEnforced { get; init; }

    /// <summary>Other process types that get a part of the requests.</summary>
    public IReadOnlyList<ServiceRouting> Services { get; init; } = [];
}
