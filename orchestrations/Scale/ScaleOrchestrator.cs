using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Scale;

/// <summary>Changes how many processes of some types run. When one type does not come up, all return to their former numbers.</summary>
[DurableTask(ScaleInput.Orchestration)]
public sealed class ScaleOrchestrator : TaskOrchestrator<ScaleInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, ScaleInput input)
    {
        var cancel = new CancelSignal(context);
        return context.WithLeaseAsync(input.AppId, cancel, () => ScaleAsync(context, input, cancel));
    }

    private static async Task<ChangeOutcome> ScaleAsync(TaskOrchestrationContext context, ScaleInput input, CancelSignal cancel)
    {
        if (await cancel.TakeAsync())
        {
            return cancel.Outcome;
        }

        ScalePlan plan;
        try
        {
            plan = await context.CallActivityAsync<ScalePlan>(nameof(PlanScale), input, Retries.Default);
        }
        catch (TaskFailedException exception)
        {
            return ChangeOutcome.Failure(Error.Unavailable($"(scale): {exception.Text()}"));
        }

        if (plan.Refusal is { } refusal)
        {
            return ChangeOutcome.Failure(refusal);
        }

        if (await TryScaleAsync(context, input, plan, cancel) is not { } cause)
        {
            return ChangeOutcome.Success();
        }

        var problems = await context.RestoreAsync(plan.Rollout!, plan.Rollout!.Release, plan.Former, [], cancel);
        if (problems is not null)
        {
            await context.CallActivityAsync(nameof(ReportProblem), new Problem(input.AppId, $"(scale): {cause}\n{problems}"), Retries.Default);
        }

        return ChangeOutcome.Failure(Error.Unavailable(problems is null ? $"(scale): {cause}" : $"(scale): {cause}\n{problems}"));
    }

    /// <returns>Null when it is done; otherwise why not.</returns>
    private static async Task<string?> TryScaleAsync(TaskOrchestrationContext context, ScaleInput input, ScalePlan plan, CancelSignal cancel)
    {
        context.InRollout(plan.Rollout!.StuckAfterSeconds);
        var outcomes = await context.RollOutAsync(plan.Rollout, plan.Rollout.Release, plan.Wanted, cancel);
        if (outcomes.FirstOrDefault(outcome => !outcome.Succeeded) is { } failed)
        {
            return failed.Describe();
        }

        context.InFinish();
        try
        {
            return await context.CallActivityAsync<bool>(nameof(FinishScale), input, Retries.Default) ? null : Refusals.GoneMessage;
        }
        catch (TaskFailedException exception)
        {
            return exception.Text();
        }
    }
}
