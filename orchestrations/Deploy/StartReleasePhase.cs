using Deis.Orchestrations.Rollout;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Deploy;

/// <summary>Starts the release phase from the new build. Returns false when there is nothing to start it for any more.</summary>
[DurableTask(nameof(StartReleasePhase))]
public sealed class StartReleasePhase(DeisDbContext database, AppPlace place, IAppRuntime runtime, Workloads workloads)
    : TaskActivity<JobToStart<ReleasePhase>, bool>
{
    /// <inheritdoc />
    public override async Task<bool> RunAsync(TaskActivityContext context, JobToStart<ReleasePhase> input)
    {
        var stopping = context.GetCancellationToken();
        var release = await database.CompleteReleases().SingleOrDefaultAsync(r => r.Uuid == input.Job.ReleaseId, stopping);
        return release is not null && await place.UseAsync(release.AppId, context.InstanceId, app => StartAsync(app, release, input, stopping), stopping);
    }

    private async Task StartAsync(App app, Release release, JobToStart<ReleasePhase> input, CancellationToken cancellationToken)
    {
        var command = release.Build!.Procfile[ProcessStructure.ReleasePhase];
        await runtime.EnsureAppAsync(app.Id, cancellationToken);
        await runtime.StartJobAsync(
            new JobSpec
            {
                App = app.Id,
                Name = input.Job.JobName,
                Kind = JobKind.Release,
                Release = release.Label,
                Workload = workloads.Command(app.Id, release, ProcessStructure.ReleasePhase, command, input.Job.LogStream),
                LogSource = $"{ProcessStructure.ReleasePhase}.{release.Label}",
                Deadline = TimeSpan.FromSeconds(input.DeadlineSeconds),
            },
            input.Correlation,
            cancellationToken);
    }
}
