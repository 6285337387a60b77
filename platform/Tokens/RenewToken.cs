using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Tokens;

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
        var (token, text) = ApiToken.Create(user, time.GetUtcNow());
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Tokens.Where(t => t.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        database.Tokens.Add(token);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return text;
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
