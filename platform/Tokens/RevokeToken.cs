using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Tokens;

/// <summary>Ends a token at once.</summary>
public sealed class RevokeToken(DeisDbContext database)
{
    /// <summary>Ends one of the caller's tokens, or anybody's for administrators.</summary>
    public async Task<Result<Unit>> ExecuteAsync(User caller, Guid id, CancellationToken cancellationToken) =>
        await database.Tokens.Where(t => t.Id == id && (caller.IsSuperuser || t.UserId == caller.Id)).ExecuteDeleteAsync(cancellationToken) > 0
            ? Unit.Value
            : Errors.NotFound;
}
