using Deis.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>Queries over releases that several use cases share.</summary>
public static class ReleaseQueries
{
    /// <summary>The newest release that did not fail, with owner, configuration and build: what the app runs, and the base of every change.
    /// Every app has one, since its first release cannot fail.</summary>
    public static Task<Release> LatestSuccessfulAsync(this DeisDbContext database, Guid appId, CancellationToken cancellationToken) =>
        database.Releases.AsNoTracking()
            .Include(r => r.Owner)
            .Include(r => r.Config).ThenInclude(c => c!.Owner)
            .Include(r => r.Build).ThenInclude(b => b!.Owner)
            .Where(r => r.AppId == appId && !r.Failed)
            .OrderByDescending(r => r.Version)
            .FirstAsync(cancellationToken);
}
