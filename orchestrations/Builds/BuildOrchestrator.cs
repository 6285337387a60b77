using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Rollout;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Builds;

/// <summary>Makes a slug from pushed source.</summary>
[DurableTask(BuildInput.Orchestration)]
public sealed class BuildOrchestrator : TaskOrchestrator<BuildInput, BuildOutcome>
{
    /// <inheritdoc />
    public override async Task<BuildOutcome> RunAsync(TaskOrchestrationContext context, BuildInput input)
    {
        var cancel = new CancelSignal(context);
        var started = context.CurrentUtcDateTime;
        var stream = DeployInput.BuildLogStream(input.Operation);
        await context.SayAsync(stream, "Starting build... but first, coffee!");
        var limits = await context.CallActivityAsync<double>(nameof(BuildDeadline), null, Retries.Default);
        var outcome = await context.RunJobAsync(
            new JobCall<SlugBuild>(
                input.App,
                attempt => JobNames.Build(input.Operation, attempt),
                name => new SlugBuild(input, name),
                nameof(StartBuild),
                TimeSpan.FromSeconds(limits)),
            cancel);
        if (!outcome.Succeeded)
        {
            return new BuildOutcome(null, outcome switch
            {
                { Reason: Refusals.CancelledReason } => outcome.Message,
                { ExitCode: { } code } => $"Build pod exited with code {code}, stopping build",
                _ => $"The build failed: {outcome.Message}",
            });
        }

        var recorded = await context.CallActivityAsync<BuildOutcome>(nameof(RecordBuild), input, Retries.Default);
        if (recorded.BuildId is not null)
        {
            await context.SayAsync(stream, $"Build complete. ({Elapsed.Text(context.CurrentUtcDateTime - started)})");
        }

        return recorded;
    }
}
