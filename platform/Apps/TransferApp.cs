using Deis.Platform.Data;
using Deis.Platform.Logs;
using Deis.Platform.Releases;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Apps;

/// <summary>Gives an app to another owner, with what the old one has in it. What collaborators have in it stays theirs.</summary>
public sealed class TransferApp(DeisDbContext database, AppAccess access, FindUser find, AppLog log, TimeProvider time)
{
    /// <summary>Gives it to the account called <paramref name="asked"/>, unless the request names none; whether the app is there is said first. The old owner may
    /// not use it any longer.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string id, User user, Result<string> asked, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Own, cancellationToken)).TryGet(out var found, out var error) ||
            !asked.TryGet(out var newOwner, out error) ||
            !(await find.ExecuteAsync(newOwner, cancellationToken)).TryGet(out var heir, out error))
        {
            return error;
        }
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        // A release or a build that is made at this moment is made before or after, not halfway.
        if (await database.LockAppAsync(found.Uuid, cancellationToken) is not { } app)
        {
            return Errors.NotFound;
        }
        var (old, fresh) = (app.OwnerId, heir.Id);
        await database.Builds.Where(b => b.AppId == app.Uuid && b.OwnerId == old).ExecuteUpdateAsync(b => b.SetProperty(x => x.OwnerId, fresh), cancellationToken);
        await database.Configs.Where(c => c.AppId == app.Uuid && c.OwnerId == old).ExecuteUpdateAsync(c => c.SetProperty(x => x.OwnerId, fresh), cancellationToken);
        await database.Releases.Where(r => r.AppId == app.Uuid && r.OwnerId == old).ExecuteUpdateAsync(r => r.SetProperty(x => x.OwnerId, fresh), cancellationToken);
        await database.Domains.Where(d => d.AppId == app.Uuid && d.OwnerId == old).ExecuteUpdateAsync(d => d.SetProperty(x => x.OwnerId, fresh), cancellationToken);
        await database.Settings.Where(s => s.AppId == app.Uuid && s.OwnerId == old).ExecuteUpdateAsync(s => s.SetProperty(x => x.OwnerId, fresh), cancellationToken);
        await database.Tls.Where(t => t.AppId == app.Uuid && t.OwnerId == old).ExecuteUpdateAsync(t => t.SetProperty(x => x.OwnerId, fresh), cancellationToken);
        await database.Services.Where(s => s.AppId == app.Uuid && s.OwnerId == old).ExecuteUpdateAsync(s => s.SetProperty(x => x.OwnerId, fresh), cancellationToken);
        var now = time.GetUtcNow();
        await database.Apps.Where(a => a.Uuid == app.Uuid)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.OwnerId, fresh).SetProperty(x => x.Updated, now), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await log.TellAsync(app.Id, $"{user.Username} gave the app to {heir.Username}");
        return Unit.Value;
    }
}
