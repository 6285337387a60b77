using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Finds a key of an account by its id. Keys of others do not exist, not even for administrators.</summary>
public sealed class FindKey(DeisDbContext database)
{
    /// <summary>The key.</summary>
    public async Task<Result<SshKey>> ExecuteAsync(User owner, string id, CancellationToken cancellationToken) =>
        await database.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.OwnerId == owner.Id && k.AppId == null && k.Id == id, cancellationToken) is { } key
            ? key
            : Errors.NotFound;
}
