using System.Net;

namespace Deis.Platform.Runtime.Local;

/// <summary>Where a part of an app's requests goes. Immutable.</summary>
/// <param name="Service">Which part.</param>
/// <param name="Endpoints">The ready processes of its type; empty when none is.</param>
public sealed record ServiceEndpoints(ServiceRouting Service, IReadOnlyList<IPEndPoint> Endpoints)
{
    /// <summary>True when requests go the same way.</summary>
    public bool SameAs(ServiceEndpoints other) =>
        Service.Type == other.Service.Type && Service.Host == other.Service.Host
        && Service.Paths.SequenceEqual(other.Service.Paths, StringComparer.Ordinal) && Endpoints.SequenceEqual(other.Endpoints);
}
