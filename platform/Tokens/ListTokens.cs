using Deis.Platform.Data;
using Deis.Platform.Paging;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Tokens;

/// <summary>Lists the tokens of an account, without their texts, which nobody knows.</summary>
public sealed class ListTokens(DeisDbContext database, FindUser find, TimeProvider time)
{
    /// <summary>One page of those that have not expired, newest first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="username">Whose tokens, another's for administrators only; null for the caller's.</param>
    /// <param name="page">Which page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<Page<ApiToken>>> ExecuteAsync(User caller, string? username, PageRequest page, CancellationToken cancellationToken)
    {
        if (!(await find.OwnOrNamedAsync(caller, username, cancellationToken)).TryGet(out var user, out var error))
        {
            return error;
        }
        var now = time.GetUtcNow();
        return await database.Tokens.AsNoTracking()
            .Where(t => t.UserId == user.Id && (t.Expires == null || t.Expires > now))
            .OrderByDescending(t => t.Created).ThenBy(t => t.Id)
            .ToPageAsync(page, cancellationToken);
    }
}
