using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Finds an app for somebody who wants to do something with it. The only place where permissions on apps are decided.</summary>
public sealed class AppAccess(DeisDbContext database)
{
    /// <summary>The app with its owner, tracked; not found when there is none, forbidden when it is not his.</summary>
    public async Task<Result<App>> FindAsync(string id, User user, AppPermission permission, CancellationToken cancellationToken)
    {
        var app = await database.Apps.Include(a => a.Owner).SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
        if (app is null)
        {
            return Errors.NotFound;
        }
        return await MayAsync(app, user, permission, cancellationToken) ? app : Error.Forbidden();
    }

    private async Task<bool> MayAsync(App app, User user, AppPermission permission, CancellationToken cancellationToken) =>
        user.IsSuperuser || app.OwnerId == user.Id ||
        (permission == AppPermission.Use && await database.Collaborators.AnyAsync(c => c.AppId == app.Uuid && c.UserId == user.Id, cancellationToken));
}
