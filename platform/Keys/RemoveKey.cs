using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Keys;

/// <summary>Removes a key of an account.</summary>
public sealed class RemoveKey(DeisDbContext database)
{
    /// <summary>Removes it; fails when the account has no such key.</summary>
    public async Task<Result<Unit>> ExecuteAsync(User owner, string id, CancellationToken cancellationToken) =>
        await database.Keys.Where(k => k.OwnerId == owner.Id && k.AppId == null && k.Id == id).ExecuteDeleteAsync(cancellationToken) > 0
            ? Unit.Value
            : Errors.NotFound;
}
