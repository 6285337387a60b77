using Deis.Orchestrations.Rollout;
using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Aftermath;

/// <summary>Decides what must be brought back after an operation, whose release counts as failed by now. Returns null when the app is gone or going.</summary>
[DurableTask(nameof(PlanAftermath))]
public sealed class PlanAftermath(DeisDbContext database, CurrentRollout rollout, AppLog log) : TaskActivity<AftermathInput, AftermathPlan?>
{
    /// <inheritdoc />
    public override async Task<AftermathPlan?> RunAsync(TaskActivityContext context, AftermathInput input)
    {
        var stopping = context.GetCancellationToken();
        var app = await database.Apps.SingleOrDefaultAsync(a => a.Uuid == input.AppId && !a.Destroying, stopping);
        if (app is null)
        {
            return null;
        }

        var dead = await database.CompleteReleases().SingleOrDefaultAsync(r => r.Operation == input.Operation, stopping);
        await log.InfoAsync(app.Uuid, $"{dead?.Label ?? "Scaling"} failed: {input.Reason} What ran before is brought back.", stopping);

        var current = await database.LatestSuccessfulAsync(app.Uuid, stopping);
        var strays = dead?.Build is null ? [] : ProcessStructure.For(app.Structure, dead.Build, current?.Build).Keys.Except(app.Structure.Keys);
        return current is null ? null : new AftermathPlan(rollout.Of(app, current), current.Build is not null, [.. strays]);
    }
}
