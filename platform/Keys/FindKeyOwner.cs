using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Says who holds a key and which apps it may be used for.</summary>
public sealed class FindKeyOwner(DeisDbContext database)
{
    /// <summary>The holder of the key with this fingerprint; a locked account holds none. A deploy key is worth what whoever added it may still do.</summary>
    /// <param name="fingerprint">MD5 of the key.</param>
    /// <param name="about">An app whose deploy branch is wanted, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<KeyOwner>> ExecuteAsync(string fingerprint, string? about, CancellationToken cancellationToken)
    {
        var key = await database.Keys.AsNoTracking().Include(k => k.Owner)
            .SingleOrDefaultAsync(k => k.Fingerprint == fingerprint && k.Owner!.IsActive, cancellationToken);
        if (key is null)
        {
            return Errors.NotFound;
        }
        var apps = await database.Apps.PermittedTo(key.Owner!, AppPermission.Use, database)
            .Where(a => key.AppId == null || a.Uuid == key.AppId)
            .OrderBy(a => EF.Functions.Collate(a.Id, "C"))
            .Select(a => a.Id)
            .ToListAsync(cancellationToken);
        return new KeyOwner(key.Owner!.Username, apps)
        {
            DeployKeyOf = key.AppId is null ? null : await database.Apps.Where(a => a.Uuid == key.AppId).Select(a => a.Id).SingleOrDefaultAsync(cancellationToken),
            DeployBranch = about is not null && apps.Contains(about) ? await DeployBranchAsync(about, cancellationToken) : null,
        };
    }

    private Task<string?> DeployBranchAsync(string id, CancellationToken cancellationToken) =>
        database.Settings.Where(s => database.Apps.Any(a => a.Id == id && a.Uuid == s.AppId)).Select(s => s.DeployBranch).SingleOrDefaultAsync(cancellationToken);
}
