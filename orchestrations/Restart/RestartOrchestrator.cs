using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Leases;
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
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, RestartInput input) =>
        context.WithLeaseAsync(input.AppId, () => RestartAsync(context, input));

    private static async Task<ChangeOutcome> RestartAsync(TaskOrchestrationContext context, RestartInput input)
    {
        var plan = await context.CallActivityAsync<RestartPlan>(nameof(PlanRestart), input, Retries.Default);
        var outcomes = await Task.WhenAll(plan.Types.Select(type => RestartTypeAsync(context, plan, type, input)));
        return outcomes.FirstOrDefault(outcome => !outcome.Succeeded) is { } failed
            ? ChangeOutcome.Failure(Error.Unavailable($"(restart): {failed.Describe()}"))
            : ChangeOutcome.Success();
    }

    private static async Task<RuntimeOutcome> RestartTypeAsync(
        TaskOrchestrationContext context, RestartPlan plan, string type, RestartInput input)
    {
        var correlation = new Correlation(context.InstanceId, $"restarted-{type}");
        await context.CallActivityAsync(
            nameof(RestartProcesses), new ProcessesToRestart(plan.App, type, input.Name, correlation), Retries.Default);
        try
        {
            return await context.WaitForExternalEvent<RuntimeOutcome>(correlation.Event, TimeSpan.FromSeconds(plan.TimeoutSeconds));
        }
        catch (TaskCanceledException)
        {
            return RuntimeOutcome.Failure("NotReady", $"The new {type} processes were not ready after {plan.TimeoutSeconds:0} s.");
        }
    }
}
