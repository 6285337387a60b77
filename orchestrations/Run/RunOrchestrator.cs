using Deis.Orchestrations.Activities;
using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Runtime;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Run;

/// <summary>
/// Runs a command of the user once from a release, beside whatever else goes on with the app. A command that was lost with the platform is not run again:
/// nobody knows what it has done.
/// </summary>
[DurableTask(RunInput.Orchestration)]
public sealed class RunOrchestrator : TaskOrchestrator<RunInput, ChangeOutcome>
{
    /// <inheritdoc />
    public override async Task<ChangeOutcome> RunAsync(TaskOrchestrationContext context, RunInput input)
    {
        var outcome = await RunToEndAsync(context, input);
        var ended = new EndedRun(input, outcome.Succeeded, outcome.Reason, outcome.Message, outcome.ExitCode);
        return await context.CallActivityAsync<ChangeOutcome>(nameof(RecordRun), ended, Retries.Default);
    }

    private static async Task<RuntimeOutcome> RunToEndAsync(TaskOrchestrationContext context, RunInput input)
    {
        var job = new JobCall<RunInput>(input.App, _ => input.Process, _ => input, nameof(StartRun), TimeSpan.FromSeconds(input.DeadlineSeconds), Attempts: 1);
        try
        {
            return await context.RunJobAsync(job, new CancelSignal(context));
        }
        catch (TaskFailedException exception)
        {
            return RuntimeOutcome.Failure("PlatformFailed", exception.Text());
        }
    }
}
