using Deis.Orchestrations.Rollout;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Releases;
using Deis.Platform.Runs;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Run;

/// <summary>Starts a one-off command. Returns false when there is nothing to start it for any more.</summary>
[DurableTask(nameof(StartRun))]
public sealed class StartRun(DeisDbContext database, AppPlace place, IAppRuntime runtime, Workloads workloads, RunVault vault, AppLog log)
    : TaskActivity<JobToStart<RunInput>, bool>
{
    private const int SuffixLength = 5;
    private const string TerminalVariable = "TERM";

    /// <inheritdoc />
    public override async Task<bool> RunAsync(TaskActivityContext context, JobToStart<RunInput> input)
    {
        var stopping = context.GetCancellationToken();
        var run = await database.Runs.SingleOrDefaultAsync(r => r.Uuid == input.Job.RunId, stopping);
        var release = run is null ? null : await database.CompleteReleases().SingleOrDefaultAsync(r => r.Uuid == run.ReleaseId, stopping);
        if (run is null || release is null)
        {
            return false;
        }

        var command = vault.OpenCommand(run);
        var user = await database.Operations.Where(o => o.Id == run.Operation).Select(o => o.Username).SingleOrDefaultAsync(stopping);
        await log.InfoAsync(run.AppId, $"{user ?? "somebody"} on {run.Process} runs '{command}'", stopping);
        return await place.UseAsync(run.AppId, context.InstanceId, app => StartAsync(app, release, run.Process, command, input, stopping), stopping);
    }

    private async Task StartAsync(
        App app, Release release, string process, string command, JobToStart<RunInput> input, CancellationToken cancellationToken)
    {
        await runtime.EnsureAppAsync(app.Id, cancellationToken);
        await runtime.StartJobAsync(
            new JobSpec
            {
                App = app.Id,
                Name = process,
                Kind = JobKind.Run,
                Release = release.Label,
                Workload = At(input.Job.Interaction, workloads.Command(app.Id, release, JobSpec.RunType, command, app.Id)),
                Interaction = input.Job.Interaction,
                LogSource = $"{JobSpec.RunType}.{release.Label}.{process[^SuffixLength..]}",
                Deadline = TimeSpan.FromSeconds(input.DeadlineSeconds),
            },
            input.Correlation,
            cancellationToken);
    }

    private static Workload At(JobInteraction? interaction, Workload workload) => interaction?.TerminalType is { } type
        ? workload with { Environment = new Dictionary<string, string>(workload.Environment) { [TerminalVariable] = type } }
        : workload;
}
