using Deis.Orchestrations.Activities;
using Deis.Platform.Data;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Deploy;

/// <summary>Makes a rolled-out release the app's recorded state: its structure, its routing, and nothing left of process types that it no longer has.</summary>
[DurableTask(nameof(FinishDeploy))]
public sealed class FinishDeploy(DeisDbContext database, IAppRuntime runtime, AppRoutes routes, TimeProvider clock)
    : TaskActivity<FinishedDeploy, object?>
{
    /// <inheritdoc />
    public override async Task<object?> RunAsync(TaskActivityContext context, FinishedDeploy input)
    {
        var stopping = context.GetCancellationToken();
        var appId = await database.Releases.Where(r => r.Uuid == input.ReleaseId).Select(r => r.AppId).SingleAsync(stopping);
        var app = await database.Apps.SingleAsync(a => a.Uuid == appId, stopping);
        app.Structure = input.Plan.Types.ToDictionary(type => type.Type, type => type.Replicas);
        app.Updated = clock.GetUtcNow();
        await runtime.PublishRoutingAsync(await routes.OfAsync(app, stopping), stopping);
        foreach (var gone in input.Plan.FormerTypes.Select(type => type.Type).Except(input.Plan.Types.Select(type => type.Type)))
        {
            await runtime.RemoveAsync(app.Id, gone, stopping);
        }

        // Last: as long as this can fail, the database tells what to restore.
        await database.SaveChangesAsync(stopping);
        return null;
    }
}
