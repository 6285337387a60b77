using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Aftermath;

/// <summary>
/// Tidies up after an operation that did not come to its own end: an administrator terminated its orchestration, or that failed. Its jobs are stopped, its
/// release is marked as failed, and the processes are made what the database has for the app.
/// </summary>
[DurableTask(AftermathInput.Orchestration)]
public sealed class AftermathOrchestrator : TaskOrchestrator<AftermathInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, AftermathInput input)
    {
        var cancel = new CancelSignal(context);
        var hasTouchedProcesses = await context.CallActivityAsync<bool>(nameof(StopJobs), input, Retries.Default);
        return hasTouchedProcesses
            ? await context.WithLeaseAsync(input.AppId, cancel, () => RestoreAsync(context, input, cancel))
            : ChangeOutcome.Success();
    }

    private static async Task<ChangeOutcome> RestoreAsync(TaskOrchestrationContext context, AftermathInput input, CancelSignal cancel)
    {
        var plan = await context.CallActivityAsync<AftermathPlan?>(nameof(PlanAftermath), input, Retries.Default);
        if (plan is null)
        {
            return ChangeOutcome.Success();
        }

        var release = plan.Runs ? plan.Rollout.Release : null;
        if (await context.RestoreAsync(plan.Rollout, release, plan.Rollout.Types, plan.Strays, cancel) is not { } problems)
        {
            return ChangeOutcome.Success();
        }

        await context.CallActivityAsync(nameof(ReportProblem), new Problem(input.AppId, problems), Retries.Default);
        return ChangeOutcome.Failure(Error.Unavailable(problems));
    }
}
