using System.Collections.Immutable;
using System.Net;
using Deis.Router.Certificates;
using Deis.Router.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace Deis.Router.Routes;

/// <summary>One state of an app's route; a request sees exactly one of them at a time.</summary>
internal sealed class RouteSnapshot(AppRoute route, ImmutableArray<Upstream> upstreams, AppCertificates certificates)
{
    public AppRoute Route { get; } = route;

    public ImmutableArray<Upstream> Upstreams { get; } = upstreams;

    public AppCertificates Certificates { get; } = certificates;

    // Most hosts are idle most of the time, so what only a request needs is made by the first one.
    /// <summary>For gRPC, which exists on HTTP/2 only; without TLS that is by prior knowledge.</summary>
    public ForwarderRequestConfig Http2 => field ??= new()
    {
        ActivityTimeout = Route.Timeout,
        Version = HttpVersion.Version20,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
