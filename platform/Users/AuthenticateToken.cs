using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Finds out whose token it is.</summary>
public sealed class AuthenticateToken(DeisDbContext database, TimeProvider time)
{
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(1);

    /// <summary>The token's user, or why it does not count.</summary>
    public async Task<Result<User>> ExecuteAsync(string token, CancellationToken cancellationToken)
    {
        var hash = TokenText.Hash(token);
        var found = await database.Tokens.AsNoTracking()
            .Where(t => t.Hash == hash)
            .Join(database.Users, t => t.UserId, u => u.Id, (t, u) => new { Token = t, User = u })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return Errors.InvalidToken;
        }
        if (!found.User.IsActive)
        {
            return Errors.Inactive;
        }
        await NoteUseAsync(found.Token, cancellationToken);
        return found.User;
    }

    private async Task NoteUseAsync(ApiToken token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (token.LastUsed is null || now - token.LastUsed >= LastUsedPrecision)
        {
            await database.Tokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsed, now), cancellationToken);
        }
    }
}
