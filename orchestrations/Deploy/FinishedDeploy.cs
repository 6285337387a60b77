namespace Deis.Orchestrations.Deploy;

/// <summary>Input of <see cref="FinishDeploy"/>.</summary>
/// <param name="ReleaseId">The release that runs now.</param>
/// <param name="Plan">What was rolled out.</param>
public sealed record FinishedDeploy(Guid ReleaseId, RolloutPlan Plan);
