using System.Collections.Immutable;
using Deis.Router.Routes;

namespace Deis.Router.Sources.Kubernetes;

/// <summary>The processes behind a Service.</summary>
/// <param name="Ready">Those that take requests.</param>
/// <param name="Unready">Those that are there and are not ready; without those that end.</param>
internal sealed record ServiceAddresses(ImmutableArray<UpstreamAddress> Ready, ImmutableArray<UpstreamAddress> Unready)
{
    /// <summary>Name of the port that gets the requests where there are several.</summary>
    public const string HttpPort = "http";
}
