using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Lists the deploy keys of an app, by name.</summary>
public sealed class ListDeployKeys(DeisDbContext database, AppAccess access)
{
    /// <summary>One page of them, with those who added them.</summary>
    public async Task<Result<Page<SshKey>>> ExecuteAsync(string app, User user, PageRequest page, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        return await database.Keys.AsNoTracking().Include(k => k.Owner)
            .Where(k => k.AppId == found.Uuid)
            .OrderBy(k => EF.Functions.Collate(k.Id, "C"))
            .ToPageAsync(page, cancellationToken);
    }
}
