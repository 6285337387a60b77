using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Drift;

/// <summary>Makes an app what the database has for it, after somebody else has changed or deleted a part of it.</summary>
[DurableTask(RestoreInput.Orchestration)]
public sealed class RestoreOrchestrator : TaskOrchestrator<RestoreInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, RestoreInput input)
    {
        var cancel = new CancelSignal(context);
        return context.WithLeaseAsync(input.AppId, cancel, () => RestoreAsync(context, input, cancel));
    }

    private static async Task<ChangeOutcome> RestoreAsync(TaskOrchestrationContext context, RestoreInput input, CancelSignal cancel)
    {
        var plan = await context.CallActivityAsync<RolloutPlan?>(nameof(PlanRestore), input.AppId, Retries.Default);
        if (plan is null || await context.RestoreAsync(plan, plan.Release, plan.Types, [], cancel) is not { } problems)
        {
            return ChangeOutcome.Success();
        }

        await context.CallActivityAsync(nameof(ReportProblem), new Problem(input.AppId, problems), Retries.Default);
        return ChangeOutcome.Failure(Error.Unavailable(problems));
    }
}
