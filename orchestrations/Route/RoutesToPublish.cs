namespace Deis.Orchestrations.Route;

/// <summary>Input of <see cref="PublishRoutes"/>.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Closing">The operation whose work is done with it; null when it has more to do.</param>
public sealed record RoutesToPublish(Guid AppId, string? Closing = null);
