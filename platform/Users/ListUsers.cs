using Deis.Platform.Data;
using Deis.Platform.Paging;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Lists accounts, by name.</summary>
public sealed class ListUsers(DeisDbContext database)
{
    /// <summary>One page of all.</summary>
    public Task<Page<User>> ExecuteAsync(PageRequest page, CancellationToken cancellationToken) => Sorted(database.Users).ToPageAsync(page, cancellationToken);

    /// <summary>One page of the administrators that are not locked.</summary>
    public Task<Page<User>> AdminsAsync(PageRequest page, CancellationToken cancellationToken) =>
        Sorted(database.Users.Where(u => u.IsSuperuser && u.IsActive)).ToPageAsync(page, cancellationToken);

    private static IQueryable<User> Sorted(IQueryable<User> users) => users.AsNoTracking().OrderBy(u => EF.Functions.Collate(u.Username, "C"));
}
