using Deis.Orchestrations.Builds;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.ObjectStorage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Maintenance;

/// <summary>
/// Deletes slugs that no release needs that can be rolled back to, sources that were left over, and caches of apps that are built no more.
/// </summary>
/// <remarks>
/// Builds are marked first, in a transaction of their own; objects are deleted after. So a release whose slug may be gone is never offered for a
/// rollback, and after a crash in between the next run deletes what no unmarked build names. An app that something goes on with is left
/// for the next run. While its objects are deleted its row is locked, so that no build can begin that would use a key anew.
/// </remarks>
public sealed class PruneObjects(DeisDbContext database, IObjectStore store, IOptions<MaintenanceOptions> options, TimeProvider time)
{
    /// <summary>Deletes them, app by app.</summary>
    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        foreach (var app in await database.Apps.AsNoTracking().OrderBy(a => a.Uuid).ToListAsync(cancellationToken))
        {
            await InIdleAppAsync(app, () => MarkAsync(app, cancellationToken), cancellationToken);
            await InIdleAppAsync(app, () => DeleteAsync(app, cancellationToken), cancellationToken);
        }
    }

    private DateTimeOffset OldestSlug => time.GetUtcNow() - TimeSpan.FromDays(options.Value.SlugDays);

    private async Task InIdleAppAsync(App app, Func<Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var locked = await database.Database
            .SqlQuery<Guid>($"""select uuid as "Value" from deis.apps where uuid = {app.Uuid} and not destroying for update skip locked""")
            .ToListAsync(cancellationToken);
        if (locked.Count > 0 && !await database.Operations.AnyAsync(o => o.AppId == app.Uuid && o.Open, cancellationToken))
        {
            await work();
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private Task<int> MarkAsync(App app, CancellationToken cancellationToken)
    {
        var (now, oldest) = (time.GetUtcNow(), OldestSlug);
        var slugs = $"{SlugKeys.App(app.Id)}:";
        var kept = database.Releases.Where(r => r.AppId == app.Uuid && !r.Failed && r.BuildId != null)
            .OrderByDescending(r => r.Version).Take(options.Value.SlugReleases).Select(r => r.BuildId);
        return database.Builds
            .Where(b => b.AppId == app.Uuid && b.Pruned == null && b.Created < oldest && b.Image.StartsWith(slugs) && !kept.Contains(b.Uuid))
            .ExecuteUpdateAsync(b => b.SetProperty(x => x.Pruned, now), cancellationToken);
    }

    private async Task DeleteAsync(App app, CancellationToken cancellationToken)
    {
        var slugs = await database.Builds.Where(b => b.AppId == app.Uuid && b.Pruned == null).Select(b => b.Image).ToListAsync(cancellationToken);
        var kept = slugs.SelectMany(slug => (string[])[slug, SlugKeys.ProcfileBeside(slug)]).ToHashSet(StringComparer.Ordinal);
        var (oldest, oldestCache) = (OldestSlug, time.GetUtcNow() - TimeSpan.FromDays(options.Value.CacheDays));
        var cache = SlugKeys.Cache(app.Id);
        foreach (var prefix in (string[])[$"{SlugKeys.App(app.Id)}/", $"{SlugKeys.App(app.Id)}:"])
        {
            await foreach (var stored in store.ListAsync(prefix, cancellationToken))
            {
                if (stored.LastModified < (stored.Key == cache ? oldestCache : oldest) && !kept.Contains(stored.Key))
                {
                    await store.DeleteAsync(stored.Key, cancellationToken);
                }
            }
        }
    }
}
