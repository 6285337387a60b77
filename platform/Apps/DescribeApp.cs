using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Shows one app to somebody who may use it.</summary>
public sealed class DescribeApp(DeisDbContext database, AppAccess access)
{
    /// <summary>The app.</summary>
    public async Task<Result<AppDetails>> ExecuteAsync(string id, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        return await database.Apps.AsNoTracking().Where(a => a.Uuid == app.Uuid).WithDetails(database).SingleOrDefaultAsync(cancellationToken) is { } details
            ? details
            : Errors.NotFound;
    }
}
