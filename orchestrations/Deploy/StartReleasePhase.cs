using Deis.Orchestrations.Rollout;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Deploy;

/// <summary>Starts the release phase from the new build.</summary>
[DurableTask(nameof(StartReleasePhase))]
public sealed class StartReleasePhase(DeisDbContext database, IAppRuntime runtime, Workloads workloads)
    : TaskActivity<JobToStart<ReleasePhase>, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, JobToStart<ReleasePhase> input)
    {
        var stopping = context.GetCancellationToken();
        var release = await database.CompleteReleases().SingleAsync(r => r.Uuid == input.Job.ReleaseId, stopping);
        var command = release.Build!.Procfile[ProcessStructure.ReleasePhase];
        await runtime.StartJobAsync(
            new JobSpec
            {
                App = input.Job.App,
                Name = input.Job.JobName,
                Kind = JobKind.Release,
                Workload = workloads.Command(input.Job.App, release, ProcessStructure.ReleasePhase, command, input.Job.LogStream),
                LogSource = $"{ProcessStructure.ReleasePhase}.{release.Label}",
                Deadline = TimeSpan.FromSeconds(input.DeadlineSeconds),
            },
            input.Correlation,
            stopping);
        return null;
    }
}
