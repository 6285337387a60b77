using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Lists the apps that a user may use, by name.</summary>
public sealed class ListApps(DeisDbContext database)
{
    /// <summary>One page of them.</summary>
    /// <param name="user">The user.</param>
    /// <param name="only">Names; others are left out. Null for all.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Page<AppDetails>> ExecuteAsync(User user, IReadOnlyList<string>? only, PageRequest page, CancellationToken cancellationToken) =>
        database.Apps.AsNoTracking()
            .PermittedTo(user, AppPermission.Use, database)
            .Where(a => only == null || only.Contains(a.Id))
            .OrderBy(a => EF.Functions.Collate(a.Id, "C"))
            .WithDetails(database)
            .ToPageAsync(page, cancellationToken);
}
