using Deis.Orchestrations.Rollout;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Drift;

/// <summary>Compares what the database has for an app with what a runtime has of it that others can change too.</summary>
public sealed class AppDrift(DeisDbContext database, Workloads workloads, AppRoutes routes, IEnumerable<ISharedRuntime> runtimes)
{
    /// <summary>What is not as it shall be, as a sentence; null when all is, when the app runs nothing, or when nobody else
    /// can change anything.</summary>
    public async Task<string?> FindAsync(App app, CancellationToken cancellationToken)
    {
        if (runtimes.SingleOrDefault() is not { } runtime || await database.LatestSuccessfulAsync(app.Uuid, cancellationToken) is not { Build: not null } release)
        {
            return null;
        }

        var services = await database.Services.Where(s => s.AppId == app.Uuid).Select(s => s.ProcfileType).ToListAsync(cancellationToken);
        var settings = await database.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.AppId == app.Uuid, cancellationToken);
        var processes = app.Structure.Select(entry => workloads.Process(
            app.Id, release, entry.Key, entry.Value, services.Contains(entry.Key), settings?.Autoscale.GetValueOrDefault(entry.Key)));
        return await runtime.FindDriftAsync(new AppBlueprint([.. processes], await routes.OfAsync(app, cancellationToken)), cancellationToken);
    }
}
