using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Deploy;

/// <summary>Marks the release of a failed deploy and tells the app's log why.</summary>
[DurableTask(nameof(MarkReleaseFailed))]
public sealed class MarkReleaseFailed(DeisDbContext database, FailRelease fail, AppLog log) : TaskActivity<FailedRelease, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, FailedRelease input)
    {
        var stopping = context.GetCancellationToken();
        await fail.ExecuteAsync(input.ReleaseId, input.Reason, stopping);
        var appId = await database.Releases.Where(r => r.Uuid == input.ReleaseId).Select(r => r.AppId).SingleOrDefaultAsync(stopping);
        await log.InfoAsync(appId, input.News, stopping);

        return null;
    }
}
