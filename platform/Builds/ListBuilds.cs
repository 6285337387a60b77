using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Builds;

/// <summary>Lists the builds of an app, newest first.</summary>
public sealed class ListBuilds(DeisDbContext database, AppAccess access)
{
    /// <summary>One page of them.</summary>
    public async Task<Result<Page<Build>>> ExecuteAsync(string app, User user, PageRequest page, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        return await database.Builds.AsNoTracking().Include(b => b.Owner)
            .Where(b => b.AppId == found.Uuid)
            .OrderByDescending(b => b.Created).ThenByDescending(b => b.Uuid)
            .ToPageAsync(page, cancellationToken);
    }
}
