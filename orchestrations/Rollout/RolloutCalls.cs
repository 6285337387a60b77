using Deis.Orchestrations.Deploy;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Rollout;

/// <summary>How orchestrations ask the runtime for work and wait for its end.</summary>
internal static class RolloutCalls
{
    private const int JobAttempts = 3;

    // The runtime enforces a job's deadline itself; this is for a runtime that went away with it.
    private static readonly TimeSpan DeadlineMargin = TimeSpan.FromMinutes(1);

    /// <summary>Brings a process type to a release and a number, as a sub-orchestration.</summary>
    public static Task<RuntimeOutcome> CallRolloutAsync(
        this TaskOrchestrationContext context, RolloutPlan plan, ReleaseRef release, ProcessCount type) =>
        context.CallSubOrchestratorAsync<RuntimeOutcome>(
            RolloutInput.Orchestration,
            new RolloutInput(plan.App, release.Id, type.Type, type.Replicas, plan.TimeoutSeconds));

    /// <summary>Runs a job to its end. A job that was lost with the platform or its node is started again.</summary>
    /// <param name="context">The orchestration.</param>
    /// <param name="input">Makes the start activity's input for an attempt, counted from 1.</param>
    /// <param name="activity">Starts the job; its input is a <see cref="JobToStart{T}"/> around <paramref name="input"/>.</param>
    /// <param name="deadline">How long the job may take.</param>
    public static async Task<RuntimeOutcome> RunJobAsync<TInput>(
        this TaskOrchestrationContext context, Func<int, TInput> input, string activity, TimeSpan deadline)
    {
        for (var attempt = 1; ; attempt++)
        {
            var correlation = new Correlation(context.InstanceId, $"{activity}-ended-{attempt}");
            await context.CallActivityAsync(
                activity, new JobToStart<TInput>(input(attempt), correlation, deadline.TotalSeconds), Activities.Retries.Default);
            RuntimeOutcome outcome;
            try
            {
                outcome = await context.WaitForExternalEvent<RuntimeOutcome>(correlation.Event, deadline + DeadlineMargin);
            }
            catch (TaskCanceledException)
            {
                return RuntimeOutcome.Failure("Timeout", $"It did not end within {deadline.TotalMinutes:0} minutes.");
            }

            if (outcome.Reason != RuntimeOutcome.Lost || attempt == JobAttempts)
            {
                return outcome;
            }
        }
    }

    /// <summary>A failure as the user reads it: what happened, then the last lines that the process wrote.</summary>
    public static string Describe(this RuntimeOutcome outcome) => outcome.LogTail.Count == 0
        ? $"{outcome.Message}"
        : $"{outcome.Message}\nLast lines of its log:\n{string.Join('\n', outcome.LogTail.Select(line => $"    {line}"))}";
}
