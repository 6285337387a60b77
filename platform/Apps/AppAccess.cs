using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Finds an app for somebody who wants to do something with it.</summary>
public sealed class AppAccess(DeisDbContext database)
{
    /// <summary>The app with its owner, tracked; not found when there is none, forbidden when it is not his.</summary>
    public Task<Result<App>> FindAsync(string id, User user, AppPermission permission, CancellationToken cancellationToken) =>
        FindAsync(id, user, permission, apps => apps.Include(a => a.Owner), cancellationToken);

    /// <summary>What <paramref name="read"/> makes of the app; not found when there is none, forbidden when it is not his.</summary>
    public async Task<Result<T>> FindAsync<T>(
        string id, User user, AppPermission permission, Func<IQueryable<App>, IQueryable<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        var app = database.Apps.Where(a => a.Id == id);
        if (await read(app.PermittedTo(user, permission, database)).SingleOrDefaultAsync(cancellationToken) is { } found)
        {
            return found;
        }
        return await app.AnyAsync(cancellationToken) ? Error.Forbidden() : Errors.NotFound;
    }
}
