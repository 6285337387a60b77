using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Puts a fresh token in the place of all that an account has.</summary>
public sealed class RenewToken(DeisDbContext database, FindUser find, TimeProvider time)
{
    /// <summary>The token, 40 hex digits.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="username">Whose tokens, for administrators only; null for the caller's.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<string>> ExecuteAsync(User caller, string? username, CancellationToken cancellationToken)
    {
        if (username is not null && !caller.IsSuperuser)
        {
            return Error.Forbidden();
        }
        if (!(await find.OwnOrNamedAsync(caller, username, cancellationToken)).TryGet(out var user, out var error))
        {
            return error;
        }
        var now = time.GetUtcNow();
        var token = TokenText.Create();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Tokens.Where(t => t.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        database.Tokens.Add(new ApiToken { Id = Guid.CreateVersion7(now), UserId = user.Id, Hash = TokenText.Hash(token), Created = now });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return token;
    }

    /// <summary>Ends all tokens of the platform, the caller's too; everybody has to log in again. For administrators.</summary>
    public async Task<Result<Unit>> EndAllAsync(User caller, CancellationToken cancellationToken)
    {
        if (!caller.IsSuperuser)
        {
            return Error.Forbidden();
        }
        await database.Tokens.ExecuteDeleteAsync(cancellationToken);
        return Unit.Value;
    }
}
