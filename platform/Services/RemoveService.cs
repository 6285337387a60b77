using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Services;

/// <summary>Gives the requests of a process type back to the app's main one. It gets none any more when this returns.</summary>
public sealed class RemoveService(DeisDbContext database, AppAccess access, RoutedChange routed)
{
    /// <summary>Removes the service of a process type, unless the request names none; whether the app is there is said first.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string id, User user, Result<string> asked, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Own, cancellationToken)).TryGet(out var app, out var error) ||
            !asked.TryGet(out var type, out error))
        {
            return error;
        }
        return await routed.ExecuteAsync<Unit>(app, Errors.RuntimeFailed, RemoveAsync, _ => $"service {type} removed", cancellationToken);

        async Task<Result<Unit>> RemoveAsync(App _) =>
            await database.Services.Where(s => s.AppId == app.Uuid && s.ProcfileType == type).ExecuteDeleteAsync(cancellationToken) > 0 ? Unit.Value : Errors.NotFound;
    }
}
