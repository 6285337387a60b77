using System.Collections.Immutable;
using System.Net;
using Deis.Router.Certificates;

namespace Deis.Router.Routes;

/// <summary>Everything the router knows about one app. Immutable; two routes with the same content are equal.</summary>
public sealed record AppRoute
{
    /// <summary>The app's name, as shown in logs, metrics and error pages.</summary>
    public required string App { get; init; }

    /// <summary>Names a part of the app that has processes of its own; null for the app itself.</summary>
    public string? Part { get; init; }

    /// <summary>The key of the route.</summary>
    public string Name => Part is null ? App : $"{App}/{Part}";

    /// <summary>
    /// Host names: <c>myapp</c> (below the platform domain), <c>www.example.com</c>, <c>*.example.com</c>, or <c>*</c> for hosts nobody
    /// else has (docs/protocol/router.md §2).
    /// </summary>
    public ImmutableArray<string> Hosts { get; init; } = [];

    /// <summary>For a part: which requests to the app's own hosts it gets (<see cref="PathPattern"/>). What is none of these is left out.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>The processes that take requests now; may be empty.</summary>
    public ImmutableArray<UpstreamAddress> Endpoints { get; init; } = [];

    /// <summary>Whether visitors get the maintenance page in place of the app.</summary>
    public bool Maintenance { get; init; }

    /// <summary>The networks that clients may come from; empty for all.</summary>
    public ImmutableArray<IPNetwork> Whitelist { get; init; } = [];

    /// <summary>Whether who comes by HTTP is sent to HTTPS.</summary>
    public bool HttpsEnforced { get; init; }

    /// <summary>What hosts are served with over TLS, at most one for each; the others have the router's default certificate.</summary>
    public ImmutableArray<HostCertificate> Certificates { get; init; } = [];

    /// <summary>How long nothing may move in either direction before the router gives up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1300);

    /// <summary>How long connecting to one process may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public bool Equals(AppRoute? other) =>
        other is not null && App == other.App && Part == other.Part && Maintenance == other.Maintenance && Timeout == other.Timeout
        && ConnectTimeout == other.ConnectTimeout && Hosts.AsSpan().SequenceEqual(other.Hosts.AsSpan())
        && Endpoints.AsSpan().SequenceEqual(other.Endpoints.AsSpan()) && Paths.AsSpan().SequenceEqual(other.Paths.AsSpan())
        && HttpsEnforced == other.HttpsEnforced && Whitelist.AsSpan().SequenceEqual(other.Whitelist.AsSpan())
        && Certificates.AsSpan().SequenceEqual(other.Certificates.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(App, Hosts.Length, Endpoints.Length, Maintenance);
}
