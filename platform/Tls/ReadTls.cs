using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Tls;

/// <summary>Shows whether an app is only reached by HTTPS.</summary>
public sealed class ReadTls(DeisDbContext database, AppAccess access)
{
    /// <summary>What is in force, with who set it.</summary>
    public async Task<Result<AppTls>> ExecuteAsync(string id, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        return await database.Tls.AsNoTracking().Include(t => t.Owner).SingleOrDefaultAsync(t => t.AppId == app.Uuid, cancellationToken) ?? AppTls.Initial(app);
    }
}
