using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Tokens;

/// <summary>Finds out whose token it is.</summary>
public sealed class AuthenticateToken(DeisDbContext database, TimeProvider time)
{
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(1);

    // Nearly every request asks this.
    private static readonly Func<DeisDbContext, byte[], CancellationToken, Task<Authenticated?>> Find = EF.CompileAsyncQuery(
        (DeisDbContext database, byte[] hash, CancellationToken _) => database.Tokens.AsNoTracking()
            .Where(t => t.Hash == hash)
            .Join(database.Users, t => t.UserId, u => u.Id, (t, u) => new Authenticated(u, t))
            .SingleOrDefault());

    /// <summary>Whose it is and what for, or why it does not count.</summary>
    public async Task<Result<Authenticated>> ExecuteAsync(string token, CancellationToken cancellationToken)
    {
        var found = await Find(database, TokenText.Hash(token), cancellationToken);
        if (found is null)
        {
            return Errors.Invalid;
        }
        if (!found.User.IsActive)
        {
            return Errors.Inactive;
        }
        if (found.Token.Expires <= time.GetUtcNow())
        {
            return Errors.Expired;
        }
        await NoteUseAsync(found.Token, cancellationToken);
        return found;
    }

    private async Task NoteUseAsync(ApiToken token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var noted = now - LastUsedPrecision;
        if (token.LastUsed is null || token.LastUsed <= noted)
        {
            // Of the requests that see this at once one writes.
            await database.Tokens.Where(t => t.Id == token.Id && (t.LastUsed == null || t.LastUsed <= noted))
                .ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsed, now), cancellationToken);
        }
    }
}
