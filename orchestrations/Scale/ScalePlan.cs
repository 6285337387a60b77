using Deis.Orchestrations.Deploy;
using Deis.Platform.Results;

namespace Deis.Orchestrations.Scale;

/// <summary>What a scale will do.</summary>
/// <param name="Rollout">The release that runs and its limits; null when refused.</param>
/// <param name="Wanted">The types that change, with their new numbers.</param>
/// <param name="Former">The same types with their present numbers.</param>
/// <param name="Refusal">Why nothing can be done; otherwise null.</param>
public sealed record ScalePlan(
    RolloutPlan? Rollout,
    IReadOnlyList<ProcessCount> Wanted,
    IReadOnlyList<ProcessCount> Former,
    Error? Refusal = null);
