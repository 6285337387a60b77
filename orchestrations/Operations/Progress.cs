using Deis.Orchestrations.Deploy;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Operations;

/// <summary>Tells what an operation is at.</summary>
internal static class Progress
{
    /// <summary>The release phase runs; it has a time of its own, and what it changes in databases is better not interrupted before.</summary>
    public static void InReleasePhase(this TaskOrchestrationContext context, RolloutPlan plan) =>
        context.Tell("release-phase", TimeSpan.FromSeconds(plan.ReleasePhaseSeconds));

    /// <summary>Processes are started and must become ready.</summary>
    public static void InRollout(this TaskOrchestrationContext context, double stuckAfterSeconds) =>
        context.Tell("rollout", TimeSpan.FromSeconds(stuckAfterSeconds));

    /// <summary>What ran before is made the desired state again.</summary>
    public static void InRestoration(this TaskOrchestrationContext context, double stuckAfterSeconds) =>
        context.Tell("restoring", TimeSpan.FromSeconds(stuckAfterSeconds));

    /// <summary>The new state runs; nothing can be cancelled any more.</summary>
    public static void InFinish(this TaskOrchestrationContext context) => context.SetCustomStatus(new OperationProgress("finishing", null));

    private static void Tell(this TaskOrchestrationContext context, string phase, TimeSpan stuckAfter) =>
        context.SetCustomStatus(new OperationProgress(phase, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero) + stuckAfter));
}
