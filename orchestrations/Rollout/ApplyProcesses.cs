using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Rollout;

/// <summary>Tells the runtime what a process type shall be.</summary>
[DurableTask(nameof(ApplyProcesses))]
public sealed class ApplyProcesses(DeisDbContext database, IAppRuntime runtime, Workloads workloads) : TaskActivity<ProcessesToApply, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, ProcessesToApply input)
    {
        var stopping = context.GetCancellationToken();
        var release = await database.CompleteReleases().SingleAsync(r => r.Uuid == input.ReleaseId, stopping);
        var app = await database.Apps.Where(a => a.Uuid == release.AppId).Select(a => a.Id).SingleAsync(stopping);
        await runtime.EnsureAppAsync(app, stopping);
        await runtime.ApplyAsync(workloads.Process(app, release, input.Type, input.Replicas), input.Correlation, stopping);
        return null;
    }
}
