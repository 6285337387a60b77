using Deis.Router.Routes;

namespace Deis.Router.Sources;

/// <summary>Knows the routes and keeps a table in step with them.</summary>
public interface IRouteSource
{
    /// <summary>Fills the table and follows changes until cancelled.</summary>
    /// <exception cref="OperationCanceledException">When cancelled; the only way it ends.</exception>
    Task RunAsync(RouteTable routes, CancellationToken cancellation);
}
