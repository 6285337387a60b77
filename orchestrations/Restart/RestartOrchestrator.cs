using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Restart;

/// <summary>Replaces processes by fresh ones of the same release, without losing a request.</summary>
[DurableTask(RestartInput.Orchestration)]
public sealed class RestartOrchestrator : TaskOrchestrator<RestartInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, RestartInput input)
    {
        var cancel = new CancelSignal(context);
        return context.WithLeaseAsync(input.AppId, cancel, () => RestartAsync(context, input, cancel));
    }

    private static async Task<ChangeOutcome> RestartAsync(TaskOrchestrationContext context, RestartInput input, CancelSignal cancel)
    {
        if (await cancel.TakeAsync())
        {
            return cancel.Outcome;
        }

        try
        {
            var plan = await context.CallActivityAsync<RestartPlan>(nameof(PlanRestart), input, Retries.Default);
            context.InRollout(plan.StuckAfterSeconds);
            using var stop = new CancellationTokenSource();
            var restarts = Task.WhenAll(plan.Types.Select(type => RestartTypeAsync(context, plan, type, input, cancel, stop)));
            // Cancelled in place, as the replay needs it; which of the waits hears of it first does not matter.
            var outcomes = await cancel.WatchAsync(restarts, _ => stop.Cancel());
            return outcomes.FirstOrDefault(outcome => !outcome.Succeeded) is { } failed
                ? ChangeOutcome.Failure(Error.Unavailable($"(restart): {failed.Describe()}"))
                : ChangeOutcome.Success();
        }
        catch (TaskFailedException exception)
        {
            return ChangeOutcome.Failure(Error.Unavailable($"(restart): {exception.Text()}"));
        }
    }

    private static async Task<RuntimeOutcome> RestartTypeAsync(
        TaskOrchestrationContext context, RestartPlan plan, string type, RestartInput input, CancelSignal cancel, CancellationTokenSource stop)
    {
        var correlation = new Correlation(context.InstanceId, $"restarted-{type}");
        var restart = new ProcessesToRestart(input.AppId, type, input.Name, correlation);
        if (!await context.CallActivityAsync<bool>(nameof(RestartProcesses), restart, Retries.Default))
        {
            return Refusals.Gone;
        }

        try
        {
            return await context.WaitForExternalEvent<RuntimeOutcome>(correlation.Event, TimeSpan.FromSeconds(plan.TimeoutSeconds), stop.Token);
        }
        catch (TaskCanceledException)
        {
            return stop.IsCancellationRequested
                ? Refusals.Cancelled(cancel.Reason)
                : RuntimeOutcome.Failure("NotReady", $"The new {type} processes were not ready after {plan.TimeoutSeconds:0} s.");
        }
    }
}
