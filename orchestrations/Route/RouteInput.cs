namespace Deis.Orchestrations.Route;

/// <summary>Input of the <c>Route</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Scaled">The process types whose scaling by load has changed.</param>
public sealed record RouteInput(Guid AppId, IReadOnlyList<string> Scaled)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Route";
}
