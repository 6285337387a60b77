using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Locks an account, or lets it in again. What it has stays as it is; its tokens, password and keys are good for nothing while it is locked.</summary>
public sealed class LockAccount(DeisDbContext database)
{
    /// <summary>Does it; the last administrator cannot be locked. Nothing to change is no error.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string username, bool isActive, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await AdminLock.TakeAsync(database, cancellationToken);
        if (await database.Users.SingleOrDefaultAsync(u => u.Username == username, cancellationToken) is not { } user)
        {
            return Errors.NotFound;
        }
        if (!isActive && await AdminLock.IsLastAsync(database, user, cancellationToken))
        {
            return Errors.LastAdmin(username);
        }
        user.IsActive = isActive;
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Unit.Value;
    }
}
