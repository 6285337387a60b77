using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Rollout;

/// <summary>Tells the runtime what a process type shall be. Returns false when there is nothing to tell any more.</summary>
[DurableTask(nameof(ApplyProcesses))]
public sealed class ApplyProcesses(DeisDbContext database, AppPlace place, IAppRuntime runtime, Workloads workloads) : TaskActivity<ProcessesToApply, bool>
{
    /// <inheritdoc />
    public override async Task<bool> RunAsync(TaskActivityContext context, ProcessesToApply input)
    {
        var stopping = context.GetCancellationToken();
        var release = await database.CompleteReleases().SingleOrDefaultAsync(r => r.Uuid == input.ReleaseId, stopping);
        return release is not null && await place.UseAsync(release.AppId, input.Operation, ApplyAsync, stopping);

        async Task ApplyAsync(App app)
        {
            await runtime.EnsureAppAsync(app.Id, stopping);
            var isService = await database.Services.AnyAsync(s => s.AppId == app.Uuid && s.ProcfileType == input.Type, stopping);
            var settings = await database.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.AppId == app.Uuid, stopping);
            var scaling = settings?.Autoscale.GetValueOrDefault(input.Type);
            await runtime.ApplyAsync(workloads.Process(app.Id, release, input.Type, input.Replicas, isService, scaling), input.Correlation, stopping);
        }
    }
}
