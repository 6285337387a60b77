namespace Deis.Router.Routes;

/// <summary>A host name of a route that could not be honoured; the rest of the route works.</summary>
/// <param name="Host">The name as given.</param>
/// <param name="Reason">What is wrong, for the app's owner.</param>
public sealed record RouteProblem(string Host, string Reason);
