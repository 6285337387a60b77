using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Orchestrations.Rollout;

/// <summary>Tells the runtime to stop a job that nobody wants any more.</summary>
[DurableTask(nameof(StopJob))]
public sealed class StopJob(IAppRuntime runtime) : TaskActivity<JobRef, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, JobRef input)
    {
        await runtime.StopJobAsync(input.App, input.Name, context.GetCancellationToken());
        return null;
    }
}
