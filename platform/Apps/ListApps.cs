using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Lists the apps that a user may use, by name.</summary>
public sealed class ListApps(DeisDbContext database)
{
    /// <summary>One page of them.</summary>
    public Task<Page<AppDetails>> ExecuteAsync(User user, PageRequest page, CancellationToken cancellationToken) =>
        database.Apps.AsNoTracking()
            .PermittedTo(user, AppPermission.Use, database)
            .OrderBy(a => EF.Functions.Collate(a.Id, "C"))
            .WithDetails(database)
            .ToPageAsync(page, cancellationToken);
}
