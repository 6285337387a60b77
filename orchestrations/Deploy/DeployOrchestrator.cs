using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Operations;
using Deis.Orchestrations.Rollout;
using Deis.Orchestrations.WarmUp;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>
/// Build, release, run: makes what was pushed, posted or configured the app's running state (docs/architecture.md, "A deploy").
/// </summary>
/// <remarks>When the new release does not come up, or somebody cancels it before it is up, the former one, which was never stopped, is made
/// the desired state again, and the new one is marked as failed with the reason.</remarks>
[DurableTask(DeployInput.Orchestration)]
public sealed class DeployOrchestrator : TaskOrchestrator<DeployInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, DeployInput input)
    {
        var cancel = new CancelSignal(context);
        var buildId = input.BuildId;
        if (input.Trigger == DeployTrigger.Push)
        {
            var built = await BuildAsync(context, input, cancel);
            if (built.BuildId is null)
            {
                return ChangeOutcome.Failure(Error.Domain(built.Failure!));
            }

            buildId = built.BuildId;
        }

        return await context.WithLeaseAsync(input.AppId, cancel, () => ReleaseAndRunAsync(context, input, buildId, cancel));
    }

    private static async Task<BuildOutcome> BuildAsync(TaskOrchestrationContext context, DeployInput input, CancelSignal cancel)
    {
        var id = context.NewGuid().ToString("N");
        var build = context.CallSubOrchestratorAsync<BuildOutcome>(
            BuildInput.Orchestration,
            new BuildInput(input.AppId, input.App, input.UserId, context.InstanceId, input.Source!, input.Sha!),
            new SubOrchestrationOptions(instanceId: id));
        try
        {
            return await cancel.WatchAsync(build, request => context.SendEvent(id, CancelRequest.Event, request));
        }
        catch (TaskFailedException exception)
        {
            return new BuildOutcome(null, exception.Text());
        }
    }

    private static async Task<ChangeOutcome> ReleaseAndRunAsync(
        TaskOrchestrationContext context, DeployInput input, Guid? buildId, CancelSignal cancel)
    {
        var started = context.CurrentUtcDateTime;
        if (await cancel.TakeAsync())
        {
            return cancel.Outcome;
        }

        var release = await context.CallActivityAsync<CreatedRelease>(
            nameof(NumberRelease),
            new NewRelease(input.AppId, input.UserId, context.InstanceId, buildId, input.ConfigId, input.RollbackTo),
            Retries.Default);
        if (release.Failure is { } refused)
        {
            return ChangeOutcome.Failure(refused);
        }

        if (!release.HasBuild)
        {
            return ChangeOutcome.Success(release.Version);
        }

        await context.SayAsync(input, "Launching App...");
        var failure = await TryRunAsync(context, input, release, cancel);
        if (failure is not null)
        {
            return ChangeOutcome.Failure(Error.Domain(failure), release.Version);
        }

        await context.SayAsync(
            input,
            $"Done, {input.App}:v{release.Version} deployed to Workflow ({Elapsed.Text(context.CurrentUtcDateTime - started)})",
            "",
            "Use 'deis open' to view this application in your browser",
            "",
            "To learn more, use 'deis help' or visit https://deis.com/",
            "");
        return ChangeOutcome.Success(release.Version);
    }

    /// <returns>Null when the release runs; otherwise the reason, with the former release restored and this one marked as failed.</returns>
    private static async Task<string?> TryRunAsync(TaskOrchestrationContext context, DeployInput input, CreatedRelease release, CancelSignal cancel)
    {
        RolloutPlan? plan = null;
        string? cause;
        try
        {
            plan = await context.CallActivityAsync<RolloutPlan>(nameof(PlanRollout), release.Id, Retries.Default);
            cause = await RunReleasePhaseAsync(context, input, release, plan, cancel)
                ?? await RollOutAsync(context, plan, cancel)
                ?? await FinishAsync(context, release, plan);
        }
        catch (TaskFailedException exception)
        {
            cause = exception.Text();
        }

        if (cause is null)
        {
            await context.WarmUpAsync(input, plan!);
            return null;
        }

        return await UndoAsync(context, release, plan, cause, cancel);
    }

    private static async Task<string?> RunReleasePhaseAsync(
        TaskOrchestrationContext context,
        DeployInput input,
        CreatedRelease release,
        RolloutPlan plan,
        CancelSignal cancel)
    {
        if (!plan.HasReleasePhase)
        {
            return null;
        }

        await context.SayAsync(input, "Running the release phase...");
        context.InReleasePhase(plan);
        var outcome = await context.RunJobAsync(
            new JobCall<ReleasePhase>(
                plan.App,
                attempt => JobNames.ReleasePhase(release.Version, attempt),
                name => new ReleasePhase(release.Id, name, DeployInput.BuildLogStream(context.InstanceId)),
                nameof(StartReleasePhase),
                TimeSpan.FromSeconds(plan.ReleasePhaseSeconds)),
            cancel);
        return outcome.Succeeded ? null : $"The release phase failed: {outcome.Describe()}";
    }

    /// <returns>Null when every process type runs; otherwise what the first failing one said.</returns>
    private static async Task<string?> RollOutAsync(TaskOrchestrationContext context, RolloutPlan plan, CancelSignal cancel)
    {
        if (await cancel.TakeAsync())
        {
            return cancel.Reason;
        }

        context.InRollout(plan.StuckAfterSeconds);
        var outcomes = await context.RollOutAsync(plan, plan.Release, plan.Types, cancel);
        return outcomes.FirstOrDefault(outcome => !outcome.Succeeded)?.Describe();
    }

    private static async Task<string?> FinishAsync(TaskOrchestrationContext context, CreatedRelease release, RolloutPlan plan)
    {
        context.InFinish();
        return await context.CallActivityAsync<bool>(nameof(FinishDeploy), new FinishedDeploy(release.Id, plan), Retries.Default)
            ? null
            : Refusals.GoneMessage;
    }

    /// <returns>The reason in full.</returns>
    private static async Task<string> UndoAsync(
        TaskOrchestrationContext context, CreatedRelease release, RolloutPlan? plan, string cause, CancelSignal cancel)
    {
        var reason = plan?.Former is { } former
            ? $"(app::deploy): There was a problem deploying v{release.Version}. Rolling back process types to release {former.Label}.\n{cause}"
            : $"(app::deploy): There was a problem deploying v{release.Version}.\n{cause}";
        // Before the rest: whoever looks meanwhile must not take it for what runs.
        await context.CallActivityAsync(nameof(MarkReleaseFailed), new FailedRelease(release.Id, reason, reason), Retries.Default);
        if (plan is null)
        {
            return reason;
        }

        var strays = plan.Types.Select(type => type.Type).Except(plan.FormerTypes.Select(type => type.Type));
        if (await context.RestoreAsync(plan, plan.Former, plan.FormerTypes, strays, cancel) is { } problems)
        {
            reason = $"{reason}\n{problems}";
            await context.CallActivityAsync(nameof(MarkReleaseFailed), new FailedRelease(release.Id, reason, problems), Retries.Default);
        }

        return reason;
    }
}
