namespace Deis.Orchestrations.Route;

/// <summary>Input of the <c>Route</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
public sealed record RouteInput(Guid AppId)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Route";
}
