using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Rollout;

/// <summary>Brings one process type to a state and waits for the runtime to say how it went. A failure leaves what ran before running.</summary>
[DurableTask(RolloutInput.Orchestration)]
public sealed class RolloutOrchestrator : TaskOrchestrator<RolloutInput, RuntimeOutcome>
{
    private const string Settled = "rollout-settled";

    /// <inheritdoc />
    public override async Task<RuntimeOutcome> RunAsync(TaskOrchestrationContext context, RolloutInput input)
    {
        await context.CallActivityAsync(
            nameof(ApplyProcesses),
            new ProcessesToApply(input.ReleaseId, input.Type, input.Replicas, new Correlation(context.InstanceId, Settled)),
            Retries.Default);
        try
        {
            return await context.WaitForExternalEvent<RuntimeOutcome>(Settled, TimeSpan.FromSeconds(input.TimeoutSeconds));
        }
        catch (TaskCanceledException)
        {
            var status = await context.CallActivityAsync<RolloutStatus>(
                nameof(ObserveRollout), new ProcessTypeOf(input.App, input.Type), Retries.Default);
            return RuntimeOutcome.Failure(
                "NotReady",
                $"{input.Type}: {status.Ready} of {status.Desired} processes were ready after {input.TimeoutSeconds:0} s. {status.Message}",
                logTail: status.LogTail);
        }
    }
}
