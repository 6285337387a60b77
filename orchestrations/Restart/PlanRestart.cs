using Deis.Orchestrations.Deploy;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Restart;

/// <summary>Finds the process types that a restart means.</summary>
[DurableTask(nameof(PlanRestart))]
public sealed class PlanRestart(DeisDbContext database, DeployTimeouts timeouts) : TaskActivity<RestartInput, RestartPlan>
{
    /// <inheritdoc />
    public override async Task<RestartPlan> RunAsync(TaskActivityContext context, RestartInput input)
    {
        var stopping = context.GetCancellationToken();
        var app = await database.Apps.SingleOrDefaultAsync(a => a.Uuid == input.AppId, stopping);
        var release = await database.LatestSuccessfulAsync(input.AppId, stopping);
        if (app is null || release?.Build is null)
        {
            return new RestartPlan([], 0, 0);
        }

        var types = app.Structure
            .Where(entry => entry.Value > 0 && (input.Type is null || input.Type == entry.Key))
            .Select(entry => entry.Key)
            .Order(StringComparer.Ordinal);
        var timeout = timeouts.For(release.Config!);
        return new RestartPlan([.. types], timeout.TotalSeconds, timeouts.StuckAfter(timeout).TotalSeconds);
    }
}
