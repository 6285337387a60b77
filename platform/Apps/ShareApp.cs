using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Lets somebody use an app. Doing it again is no error.</summary>
public sealed class ShareApp(DeisDbContext database, AppAccess access, FindUser find, AppLog log)
{
    /// <summary>Shares it with the account called <paramref name="asked"/>, unless the request names none; whether the app is there is said first.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string id, User user, Result<string> asked, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Own, cancellationToken)).TryGet(out var app, out var error) ||
            !asked.TryGet(out var username, out error) ||
            !(await find.ExecuteAsync(username, cancellationToken)).TryGet(out var friend, out error))
        {
            return error;
        }
        var added = await database.Database.ExecuteSqlAsync(
            $"insert into deis.collaborators (app_id, user_id) values ({app.Uuid}, {friend.Id}) on conflict do nothing", cancellationToken);
        if (added > 0)
        {
            await log.TellAsync(app.Id, $"User {username} was granted access to {app.Id}");
        }
        return Unit.Value;
    }
}
