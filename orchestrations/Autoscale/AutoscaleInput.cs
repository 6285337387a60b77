namespace Deis.Orchestrations.Autoscale;

/// <summary>Input of the <c>Autoscale</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Types">The process types whose scaling by load has changed.</param>
public sealed record AutoscaleInput(Guid AppId, IReadOnlyList<string> Types)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Autoscale";
}
