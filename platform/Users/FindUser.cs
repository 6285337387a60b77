using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Finds the account that a request speaks of.</summary>
public sealed class FindUser(DeisDbContext database)
{
    /// <summary>The account of that name, tracked.</summary>
    public async Task<Result<User>> ExecuteAsync(string username, CancellationToken cancellationToken) =>
        await database.Users.SingleOrDefaultAsync(u => u.Username == username, cancellationToken) is { } user ? user : Errors.NotFound;

    /// <summary>The account that the caller wants to change: his own when he names none, another one only for administrators.</summary>
    public async Task<Result<User>> OwnOrNamedAsync(User caller, string? username, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(username) || username == caller.Username || caller.IsSuperuser
            ? await ExecuteAsync(string.IsNullOrEmpty(username) ? caller.Username : username, cancellationToken)
            : Error.Forbidden();
}
