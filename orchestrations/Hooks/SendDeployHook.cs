using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Hooks;

/// <summary>Tells one hook of a release and the app's log of that; does nothing when the release is gone with its app. A hook may hear of a release twice.</summary>
[DurableTask(nameof(SendDeployHook))]
public sealed class SendDeployHook(DeisDbContext database, DeployHookClient hooks, AppLog log) : TaskActivity<HookCall, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, HookCall input)
    {
        var stopping = context.GetCancellationToken();
        var release = await database.CompleteReleases().AsNoTracking().SingleOrDefaultAsync(r => r.Uuid == input.ReleaseId, stopping);
        var app = release is null ? null : await database.Apps.AsNoTracking().SingleOrDefaultAsync(a => a.Uuid == release.AppId, stopping);
        if (app is not null && await hooks.SendAsync(input.Index, app.Id, release!, stopping) is { } sent)
        {
            await log.InfoAsync(app.Uuid, sent, stopping);
        }

        return null;
    }
}
