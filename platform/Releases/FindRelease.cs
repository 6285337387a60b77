using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Releases;

/// <summary>Shows one release of an app.</summary>
public sealed class FindRelease(DeisDbContext database, AppAccess access)
{
    /// <summary>The release with this number.</summary>
    public async Task<Result<Release>> ExecuteAsync(string app, User user, int version, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        return await database.Releases.AsNoTracking().Include(r => r.Owner)
            .SingleOrDefaultAsync(r => r.AppId == found.Uuid && r.Version == version, cancellationToken) is { } release
            ? release
            : Error.NotFound("Release");
    }
}
