using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Builds;
using Deis.Orchestrations.Leases;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Deploy;

/// <summary>
/// Build, release, run: makes what was pushed, posted or configured the app's running state (docs/architecture.md, "A deploy").
/// </summary>
/// <remarks>When the new release does not come up, the former one, which was never stopped, is made the desired state again, and the new
/// one is marked as failed with the reason.</remarks>
[DurableTask(DeployInput.Orchestration)]
public sealed class DeployOrchestrator : TaskOrchestrator<DeployInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, DeployInput input)
    {
        var buildId = input.BuildId;
        if (input.Trigger == DeployTrigger.Push)
        {
            var built = await context.CallSubOrchestratorAsync<BuildOutcome>(
                BuildInput.Orchestration,
                new BuildInput(input.AppId, input.App, input.UserId, context.InstanceId, input.Source!, input.Sha!));
            if (built.BuildId is null)
            {
                return ChangeOutcome.Failure(Error.Domain(built.Failure!));
            }

            buildId = built.BuildId;
        }

        return await context.WithLeaseAsync(input.AppId, () => ReleaseAndRunAsync(context, input, buildId));
    }

    private static async Task<ChangeOutcome> ReleaseAndRunAsync(TaskOrchestrationContext context, DeployInput input, Guid? buildId)
    {
        var started = context.CurrentUtcDateTime;
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
        var failure = await TryRunAsync(context, input, release);
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
    private static async Task<string?> TryRunAsync(TaskOrchestrationContext context, DeployInput input, CreatedRelease release)
    {
        RolloutPlan? plan = null;
        string? cause;
        try
        {
            plan = await context.CallActivityAsync<RolloutPlan>(nameof(PlanRollout), release.Id, Retries.Default);
            cause = await RunReleasePhaseAsync(context, input, release, plan) ?? await RollOutAsync(context, plan);
            if (cause is null)
            {
                await context.CallActivityAsync(nameof(FinishDeploy), new FinishedDeploy(release.Id, plan), Retries.Default);
                return null;
            }
        }
        catch (TaskFailedException exception)
        {
            cause = $"The platform could not go on: {exception.FailureDetails.ErrorMessage}";
        }

        var reason = plan?.Former is { } former
            ? $"(app::deploy): There was a problem deploying v{release.Version}. Rolling back process types to release {former.Label}.\n{cause}"
            : $"(app::deploy): There was a problem deploying v{release.Version}.\n{cause}";
        await context.CallActivityAsync(nameof(MarkReleaseFailed), new FailedRelease(release.Id, reason), Retries.Default);
        if (plan is not null)
        {
            await RestoreAsync(context, plan);
        }

        return reason;
    }

    private static async Task<string?> RunReleasePhaseAsync(
        TaskOrchestrationContext context,
        DeployInput input,
        CreatedRelease release,
        RolloutPlan plan)
    {
        if (!plan.HasReleasePhase)
        {
            return null;
        }

        await context.SayAsync(input, "Running the release phase...");
        var outcome = await context.RunJobAsync(
            attempt => new ReleasePhase(release.Id, plan.App, $"release-v{release.Version}-{attempt}", DeployInput.BuildLogStream(context.InstanceId)),
            nameof(StartReleasePhase),
            TimeSpan.FromSeconds(plan.ReleasePhaseSeconds));
        return outcome.Succeeded ? null : $"The release phase failed: {outcome.Describe()}";
    }

    /// <returns>Null when every process type runs; otherwise what the first failing one said.</returns>
    private static async Task<string?> RollOutAsync(TaskOrchestrationContext context, RolloutPlan plan)
    {
        var outcomes = await Task.WhenAll(plan.Types.Select(type => context.CallRolloutAsync(plan, plan.Release, type)));
        return outcomes.FirstOrDefault(outcome => !outcome.Succeeded)?.Describe();
    }

    private static async Task RestoreAsync(TaskOrchestrationContext context, RolloutPlan plan)
    {
        var restored = plan.Former is { } former
            ? plan.FormerTypes.Select(type => context.CallRolloutAsync(plan, former, type))
            : [];
        var known = plan.FormerTypes.Select(type => type.Type).ToHashSet();
        var removed = plan.Types
            .Where(type => !known.Contains(type.Type))
            .Select(type => context.CallActivityAsync(nameof(RemoveProcesses), new ProcessTypeOf(plan.App, type.Type), Retries.Default));
        await Task.WhenAll(Task.WhenAll(restored), Task.WhenAll(removed));
        await context.CallActivityAsync(nameof(PublishRoutes), plan.App, Retries.Default);
    }
}
