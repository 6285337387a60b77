namespace Deis.Orchestrations.Hooks;

/// <summary>Input of the <c>DeployHooks</c> orchestration.</summary>
/// <param name="AppId">The app.</param>
/// <param name="ReleaseId">The new release.</param>
/// <param name="Count">How many hooks are configured.</param>
public sealed record DeployHooksInput(Guid AppId, Guid ReleaseId, int Count)
{
    /// <summary>Name of the orchestration.</summary>
    public const string Orchestration = "DeployHooks";
}
