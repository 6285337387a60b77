using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Makes an account an administrator, or none.</summary>
public sealed class AppointAdmin(DeisDbContext database)
{
    /// <summary>Does it; the last administrator stays one. Nothing to change is no error.</summary>
    public async Task<Result<Unit>> ExecuteAsync(string username, bool isAdmin, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await AdminLock.TakeAsync(database, cancellationToken);
        if (await database.Users.SingleOrDefaultAsync(u => u.Username == username, cancellationToken) is not { } user)
        {
            return Errors.NotFound;
        }
        if (!isAdmin && await AdminLock.IsLastAsync(database, user, cancellationToken))
        {
            return Errors.LastAdmin(username);
        }
        user.IsSuperuser = isAdmin;
        user.IsStaff = isAdmin;
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Unit.Value;
    }
}
