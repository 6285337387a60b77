using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Platform.Configs;

/// <summary>Shows the configuration that an app runs with.</summary>
public sealed class ReadConfig(DeisDbContext database, AppAccess access)
{
    /// <summary>The configuration of the newest release that did not fail.</summary>
    public async Task<Result<AppConfig>> ExecuteAsync(string app, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        var release = await database.LatestSuccessfulAsync(found.Uuid, cancellationToken);
        return release is null ? Error.NotFound(nameof(App)) : release.Config!;
    }
}
