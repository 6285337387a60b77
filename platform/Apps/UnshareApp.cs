using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Ends that somebody may use an app. Who may use it can leave by himself.</summary>
public sealed class UnshareApp(DeisDbContext database, AppAccess access, FindUser find, AppLog log)
{
    /// <summary>Ends it for the account called <paramref name="username"/>; forbidden when there is nothing to end.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string id, User user, string username, CancellationToken cancellationToken)
    {
        var permission = username == user.Username ? AppPermission.Use : AppPermission.Own;
        if (!(await access.FindAsync(id, user, permission, cancellationToken)).TryGet(out var app, out var error) ||
            !(await find.ExecuteAsync(username, cancellationToken)).TryGet(out var friend, out error))
        {
            return error;
        }
        var removed = await database.Collaborators.Where(c => c.AppId == app.Uuid && c.UserId == friend.Id).ExecuteDeleteAsync(cancellationToken);
        if (removed > 0)
        {
            await log.TellAsync(app.Id, $"User {username} was revoked access to {app.Id}");
        }
        return removed > 0 || friend.IsSuperuser ? Unit.Value : Error.Forbidden();
    }
}
