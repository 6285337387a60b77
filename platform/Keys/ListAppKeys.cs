using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Tells a builder whose keys may push to an app: those of the owner and of collaborators.</summary>
public sealed class ListAppKeys(DeisDbContext database, AppAccess access, FindUser find)
{
    /// <summary>The keys by account, in the order of their creation; accounts without keys are left out.</summary>
    public async Task<Result<Dictionary<string, List<SshKey>>>> ExecuteAsync(string id, CancellationToken cancellationToken)
    {
        if (await database.Apps.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } app)
        {
            return Error.NotFound(nameof(App));
        }
        var keys = await OfActive()
            .Where(k => k.AppId == null || k.AppId == app.Uuid)
            .Where(k => k.OwnerId == app.OwnerId || database.Collaborators.Any(c => c.AppId == app.Uuid && c.UserId == k.OwnerId))
            .ToListAsync(cancellationToken);
        return keys.GroupBy(k => k.Owner!.Username).ToDictionary(group => group.Key, group => group.ToList());
    }

    /// <summary>The keys of one account that may use the app; not found when it has none.</summary>
    public async Task<Result<Dictionary<string, List<SshKey>>>> OfAsync(string id, string username, CancellationToken cancellationToken)
    {
        if (!await database.Apps.AnyAsync(a => a.Id == id, cancellationToken))
        {
            return Error.NotFound(nameof(App));
        }
        if (!(await find.ExecuteAsync(username, cancellationToken)).TryGet(out var user, out var error) ||
            !(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out error))
        {
            return error;
        }
        var keys = await OfActive().Where(k => k.OwnerId == user.Id && (k.AppId == null || k.AppId == app.Uuid)).ToListAsync(cancellationToken);
        return keys.Count > 0 ? new Dictionary<string, List<SshKey>> { [username] = keys } : Error.NotFoundDetail("No Keys match the given query.");
    }

    private IQueryable<SshKey> OfActive() => database.Keys.AsNoTracking().Include(k => k.Owner).Where(k => k.Owner!.IsActive).OrderBy(k => k.Created).ThenBy(k => k.Uuid);
}
