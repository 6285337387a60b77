using Deis.Router.Upstreams;

namespace Deis.Router.Routes;

/// <summary>The right to send one request to one process; <see cref="Upstream.Leave"/> must be called when the request is over.</summary>
/// <param name="Snapshot">The state of the route the process was chosen from.</param>
/// <param name="Upstream">The process; already counts this request as in flight.</param>
internal readonly record struct UpstreamLease(RouteSnapshot Snapshot, Upstream Upstream);
