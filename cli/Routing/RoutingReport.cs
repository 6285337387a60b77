namespace Deis.Cli.Routing;

/// <summary>Whether requests get to an app, for scripts.</summary>
internal sealed record RoutingReport(bool Routable);
