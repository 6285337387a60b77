using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>The questions about releases that several use cases ask.</summary>
public static class ReleaseQueries
{
    /// <summary>Releases with their owner, configuration and build.</summary>
    public static IQueryable<Release> CompleteReleases(this DeisDbContext database) => database.Releases
        .Include(r => r.Owner)
        .Include(r => r.Config!.Owner)
        .Include(r => r.Build!.Owner);

    /// <summary>Reads an app and locks its row until the open transaction ends: nobody numbers a release of it meanwhile. Null when it is gone.</summary>
    public static Task<App?> LockAppAsync(this DeisDbContext database, Guid appId, CancellationToken cancellationToken) =>
        // Rows that refer to the app must not wait for this: who makes one may hold the lease that comes next here.
        database.Apps.FromSql($"select * from deis.apps where uuid = {appId} for no key update").SingleOrDefaultAsync(cancellationToken);

    /// <summary>Reads a user and keeps him from being deleted until the open transaction ends. Null when he is gone.</summary>
    public static Task<User?> LockUserAsync(this DeisDbContext database, Guid userId, CancellationToken cancellationToken) =>
        database.Users.FromSql($"select * from deis.users where id = {userId} for key share").SingleOrDefaultAsync(cancellationToken);

    /// <summary>The newest release of the app that did not fail: what runs, and the base of the next one.</summary>
    public static Task<Release?> LatestSuccessfulAsync(this DeisDbContext database, Guid appId, CancellationToken cancellationToken) =>
        database.CompleteReleases()
            .Where(r => r.AppId == appId && !r.Failed)
            .OrderByDescending(r => r.Version)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>The newest release below <paramref name="version"/> that did not fail: what to return to.</summary>
    public static Task<Release?> FormerAsync(this DeisDbContext database, Guid appId, int version, CancellationToken cancellationToken) =>
        database.CompleteReleases()
            .Where(r => r.AppId == appId && !r.Failed && r.Version < version)
            .OrderByDescending(r => r.Version)
            .FirstOrDefaultAsync(cancellationToken);
}
