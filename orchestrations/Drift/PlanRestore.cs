using Deis.Orchestrations.Deploy;
using Deis.Orchestrations.Rollout;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Drift;

/// <summary>Looks, under the app's lease, whether something is still not as it shall be. Returns what shall run; null when there is nothing to restore.</summary>
[DurableTask(nameof(PlanRestore))]
public sealed class PlanRestore(DeisDbContext database, AppDrift drift, CurrentRollout rollout, AppLog log) : TaskActivity<Guid, RolloutPlan?>
{
    /// <inheritdoc />
    public override async Task<RolloutPlan?> RunAsync(TaskActivityContext context, Guid input)
    {
        var stopping = context.GetCancellationToken();
        var app = await database.Apps.SingleOrDefaultAsync(a => a.Uuid == input && !a.Destroying, stopping);
        if (app is null || await drift.FindAsync(app, stopping) is not { } found)
        {
            return null;
        }

        await log.WarnAsync(app.Uuid, $"{found} It is restored.", stopping);
        return await database.LatestSuccessfulAsync(app.Uuid, stopping) is { } release ? rollout.Of(app, release) : null;
    }
}
