using System.Text.Json.Nodes;
using Deis.Functions.Http;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Hooks;

/// <summary>Finds for whom and to which app a builder speaks: fields <c>receive_user</c> and <c>receive_repo</c>.</summary>
public sealed class Receiver(DeisDbContext database, AppAccess access)
{
    private const string UserField = "receive_user";
    private const string AppField = "receive_repo";

    /// <summary>The user and the app; not found, or forbidden when the user may not use it.</summary>
    public async Task<Result<(User User, App App)>> FindAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var fields = new TextFields(body);
        var (username, id) = (fields.Get(UserField), fields.Get(AppField));
        if (fields.AnyError(out var error) ||
            new ErrorList().Add(FieldText.Check(UserField, username)).Add(FieldText.Check(AppField, id)).Any(out error))
        {
            return error;
        }
        if (await database.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Username == username && u.IsActive, cancellationToken) is not { } user)
        {
            return await database.Apps.AnyAsync(a => a.Id == id, cancellationToken) ? Error.NotFound(nameof(User)) : Error.NotFound(nameof(App));
        }
        return (await access.FindAsync(id!, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out error) ? (user, app) : error;
    }
}
