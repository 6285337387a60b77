using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Deploy;

/// <summary>
/// Makes a rolled-out release the app's recorded state: its structure, its routing, and nothing left of process types that it no longer has.
/// Returns false when the app is being destroyed, or the release counts as failed already.
/// </summary>
[DurableTask(nameof(FinishDeploy))]
public sealed class FinishDeploy(DeisDbContext database, AppPlace place, IAppRuntime runtime, AppRoutes routes, TimeProvider clock)
    : TaskActivity<FinishedDeploy, bool>
{
    /// <inheritdoc />
    public override async Task<bool> RunAsync(TaskActivityContext context, FinishedDeploy input)
    {
        var stopping = context.GetCancellationToken();
        var release = await database.Releases.SingleOrDefaultAsync(r => r.Uuid == input.ReleaseId && !r.Failed, stopping);
        // Saved last: as long as this can fail, the database tells what to restore.
        return release is not null
            && await place.RouteAsync(release.AppId, operation: null, app => FinishAsync(app, release, input.Plan, stopping), stopping);
    }

    private async Task FinishAsync(App app, Release release, RolloutPlan plan, CancellationToken cancellationToken)
    {
        app.Structure = plan.Types.ToDictionary(type => type.Type, type => type.Replicas);
        app.Updated = clock.GetUtcNow();
        await runtime.PublishRoutingAsync(await routes.OfAsync(app, cancellationToken), cancellationToken);
        foreach (var gone in plan.FormerTypes.Select(type => type.Type).Except(plan.Types.Select(type => type.Type)))
        {
            await runtime.RemoveAsync(app.Id, gone, cancellationToken);
        }

        // From here on there is nothing to bring back.
        if (await database.Operations.SingleOrDefaultAsync(o => o.Id == release.Operation, cancellationToken) is { } operation)
        {
            operation.Open = false;
        }
    }
}
