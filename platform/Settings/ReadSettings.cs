using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Settings;

/// <summary>Shows the settings of an app.</summary>
public sealed class ReadSettings(DeisDbContext database, AppAccess access)
{
    /// <summary>The settings in force, with who set them.</summary>
    public async Task<Result<AppSettings>> ExecuteAsync(string id, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        return await database.Settings.AsNoTracking().Include(s => s.Owner).SingleOrDefaultAsync(s => s.AppId == app.Uuid, cancellationToken)
            ?? AppSettings.Initial(app);
    }
}
