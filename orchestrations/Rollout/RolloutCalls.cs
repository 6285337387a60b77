using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Rollout;

/// <summary>How orchestrations ask the runtime for work and wait for its end.</summary>
internal static class RolloutCalls
{
    /// <summary>Brings process types to a release and their numbers, each as a sub-orchestration, in parallel.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="plan">Names the app and the limits.</param>
    /// <param name="release">What they shall run.</param>
    /// <param name="types">The types and their numbers.</param>
    /// <param name="cancel">Ends the wait for all of them; what they were told stays told.</param>
    /// <returns>An outcome for each, in the same order; broken infrastructure is a failure like any other.</returns>
    public static Task<RuntimeOutcome[]> RollOutAsync(
        this TaskOrchestrationContext context, RolloutPlan plan, ReleaseRef release, IReadOnlyList<ProcessCount> types, CancelSignal cancel)
    {
        var ids = types.Select(_ => context.NewGuid().ToString("N")).ToList();
        var rollouts = Task.WhenAll(types.Select((type, index) => RollOutAsync(context, plan, release, type, ids[index])));
        return cancel.WatchAsync(rollouts, request => ids.ForEach(id => context.SendEvent(id, CancelRequest.Event, request)));
    }

    /// <summary>A failure as the user reads it: what happened, then the last lines that the process wrote.</summary>
    public static string Describe(this RuntimeOutcome outcome) => outcome.LogTail.Count == 0
        ? $"{outcome.Message}"
        : $"{outcome.Message}\nLast lines of its log:\n{string.Join('\n', outcome.LogTail.Select(line => $"    {line}"))}";

    private static async Task<RuntimeOutcome> RollOutAsync(
        TaskOrchestrationContext context, RolloutPlan plan, ReleaseRef release, ProcessCount type, string id)
    {
        try
        {
            return await context.CallSubOrchestratorAsync<RuntimeOutcome>(
                RolloutInput.Orchestration,
                new RolloutInput(plan.App, plan.Operation, release.Id, type.Type, type.Replicas, plan.TimeoutSeconds),
                new SubOrchestrationOptions(instanceId: id));
        }
        catch (TaskFailedException exception)
        {
            return RuntimeOutcome.Failure("PlatformFailed", exception.Text());
        }
    }
}
