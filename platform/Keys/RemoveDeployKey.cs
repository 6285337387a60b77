using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Removes a deploy key of an app. The owner of the app and administrators may, and whoever added it.</summary>
public sealed class RemoveDeployKey(DeisDbContext database, AppAccess access)
{
    /// <summary>Removes it; the next login with it is refused.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string app, User user, string id, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        var key = database.Keys.Where(k => k.AppId == found.Uuid && k.Id == id);
        var mayRemoveAll = (await access.FindAsync(app, user, AppPermission.Own, cancellationToken)).Error is null;
        if (await key.Where(k => mayRemoveAll || k.OwnerId == user.Id).ExecuteDeleteAsync(cancellationToken) > 0)
        {
            return Unit.Value;
        }
        return await key.AnyAsync(cancellationToken) ? Error.Forbidden() : Errors.NotFound;
    }
}
