using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
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
        var cancel = new CancelSignal(context);
        var started = context.CurrentUtcDateTime;
        var isAccepted = await context.CallActivityAsync<bool>(
            nameof(ApplyProcesses),
            new ProcessesToApply(input.Operation, input.ReleaseId, input.Type, input.Replicas, new Correlation(context.InstanceId, Settled)),
            Retries.Default);
        if (!isAccepted)
        {
            return Refusals.Gone;
        }

        using var stop = new CancellationTokenSource();
        var settled = context.WaitForExternalEvent<RuntimeOutcome>(Settled, TimeSpan.FromSeconds(input.TimeoutSeconds), stop.Token);
        if (await cancel.ComesBeforeAsync(settled))
        {
            stop.Cancel();
            var (text, logTail) = await ObserveAsync(context, input, (context.CurrentUtcDateTime - started).TotalSeconds, new TaskOptions());
            return Refusals.Cancelled($"{cancel.Reason} {text}", logTail);
        }

        try
        {
            return await settled;
        }
        catch (TaskCanceledException)
        {
            var (text, logTail) = await ObserveAsync(context, input, input.TimeoutSeconds, Retries.Default);
            return RuntimeOutcome.Failure("NotReady", text, logTail: logTail);
        }
    }

    private static async Task<(string Text, IReadOnlyList<string> LogTail)> ObserveAsync(
        TaskOrchestrationContext context, RolloutInput input, double seconds, TaskOptions options)
    {
        try
        {
            var status = await context.CallActivityAsync<RolloutStatus>(nameof(ObserveRollout), new ProcessTypeOf(input.App, input.Type), options);
            return ($"{input.Type}: {status.Ready} of {status.Desired} processes were ready after {seconds:0} s. {status.Message}".TrimEnd(), status.LogTail);
        }
        catch (TaskFailedException exception)
        {
            return ($"{input.Type} was not ready after {seconds:0} s. {exception.Text()}", []);
        }
    }
}
