using Deis.Orchestrations.Deploy;

namespace Deis.Orchestrations.Aftermath;

/// <summary>What must be brought back.</summary>
/// <param name="Rollout">The release that the database has for the app, its numbers and limits.</param>
/// <param name="Runs">False when the app has nothing to run.</param>
/// <param name="Strays">Process types that only the operation wanted.</param>
public sealed record AftermathPlan(RolloutPlan Rollout, bool Runs, IReadOnlyList<string> Strays);
