namespace Deis.Orchestrations.Drift;

/// <summary>Input of the <c>Restore</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
public sealed record RestoreInput(Guid AppId)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "Restore";
}
