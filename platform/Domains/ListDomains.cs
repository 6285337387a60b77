using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Domains;

/// <summary>Lists the host names of an app, in byte order.</summary>
public sealed class ListDomains(DeisDbContext database, AppAccess access)
{
    /// <summary>One page of them.</summary>
    public async Task<Result<Page<Domain>>> ExecuteAsync(string app, User user, PageRequest page, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        return await database.Domains.AsNoTracking().Include(d => d.Owner)
            .Where(d => d.AppId == found.Uuid)
            .OrderBy(d => EF.Functions.Collate(d.Name, "C"))
            .ToPageAsync(page, cancellationToken);
    }
}
