using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Scale;

/// <summary>Changes how many processes of some types run. When one type does not come up, all return to their former numbers.</summary>
[DurableTask(ScaleInput.Orchestration)]
public sealed class ScaleOrchestrator : TaskOrchestrator<ScaleInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, ScaleInput input) =>
        context.WithLeaseAsync(input.AppId, () => ScaleAsync(context, input));

    private static async Task<ChangeOutcome> ScaleAsync(TaskOrchestrationContext context, ScaleInput input)
    {
        var plan = await context.CallActivityAsync<ScalePlan>(nameof(PlanScale), input, Retries.Default);
        if (plan.Refusal is { } refusal)
        {
            return ChangeOutcome.Failure(refusal);
        }

        var outcomes = await Task.WhenAll(plan.Wanted.Select(type => context.CallRolloutAsync(plan.Rollout!, plan.Rollout!.Release, type)));
        if (outcomes.FirstOrDefault(outcome => !outcome.Succeeded) is not { } failed)
        {
            await context.CallActivityAsync(nameof(FinishScale), input, Retries.Default);
            return ChangeOutcome.Success();
        }

        await Task.WhenAll(plan.Former.Select(type => context.CallRolloutAsync(plan.Rollout!, plan.Rollout!.Release, type)));
        return ChangeOutcome.Failure(Error.Unavailable($"(scale): {failed.Describe()}"));
    }
}
