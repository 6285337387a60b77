using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Services;

/// <summary>Lists the services of an app.</summary>
public sealed class ListServices(DeisDbContext database, AppAccess access)
{
    /// <summary>All of them, newest first.</summary>
    public async Task<Result<List<RoutedService>>> ExecuteAsync(string id, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        return await database.Services.AsNoTracking().Where(s => s.AppId == app.Uuid).OrderByDescending(s => s.Id).ToListAsync(cancellationToken);
    }
}
