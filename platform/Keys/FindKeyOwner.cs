using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Says who holds a key and which apps he may push to.</summary>
public sealed class FindKeyOwner(DeisDbContext database)
{
    /// <summary>The holder of the key with this fingerprint; a locked account holds none.</summary>
    public async Task<Result<KeyOwner>> ExecuteAsync(string fingerprint, CancellationToken cancellationToken)
    {
        var key = await database.Keys.AsNoTracking().Include(k => k.Owner)
            .SingleOrDefaultAsync(k => k.Fingerprint == fingerprint && k.Owner!.IsActive, cancellationToken);
        if (key is null)
        {
            return Errors.NotFound;
        }
        var apps = await database.Apps.PermittedTo(key.Owner!, AppPermission.Use, database).OrderBy(a => EF.Functions.Collate(a.Id, "C")).Select(a => a.Id)
            .ToListAsync(cancellationToken);
        return new KeyOwner(key.Owner!.Username, apps);
    }
}
