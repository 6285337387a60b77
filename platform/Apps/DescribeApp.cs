using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Shows one app to somebody who may use it.</summary>
public sealed class DescribeApp(DeisDbContext database, AppAccess access)
{
    /// <summary>The app.</summary>
    public Task<Result<AppDetails>> ExecuteAsync(string id, User user, CancellationToken cancellationToken) =>
        access.FindAsync(id, user, AppPermission.Use, apps => apps.AsNoTracking().WithDetails(database), cancellationToken);
}
