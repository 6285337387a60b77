using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Builds;

/// <summary>Shows one build of an app.</summary>
public sealed class FindBuild(DeisDbContext database, AppAccess access)
{
    /// <summary>The build; <paramref name="uuid"/> as the request has it.</summary>
    public async Task<Result<Build>> ExecuteAsync(string app, User user, string uuid, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        return Guid.TryParse(uuid, out var id) &&
            await database.Builds.AsNoTracking().Include(b => b.Owner).SingleOrDefaultAsync(b => b.Uuid == id && b.AppId == found.Uuid, cancellationToken) is { } build
                ? build
                : Error.NotFound(nameof(Build));
    }
}
