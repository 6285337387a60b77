using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>Lists the releases of an app, newest first, failed ones included.</summary>
public sealed class ListReleases(DeisDbContext database, AppAccess access)
{
    /// <summary>One page of them.</summary>
    public async Task<Result<Page<Release>>> ExecuteAsync(string app, User user, PageRequest page, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        return await database.Releases.AsNoTracking().Include(r => r.Owner)
            .Where(r => r.AppId == found.Uuid)
            .OrderByDescending(r => r.Version)
            .ToPageAsync(page, cancellationToken);
    }
}
