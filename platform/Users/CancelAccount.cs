using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Removes an account with its keys, tokens and grants.</summary>
public sealed class CancelAccount(DeisDbContext database, FindUser find)
{
    /// <summary>Removes it, or says what is in the way.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="username">Whose account, another one for administrators only; null for the caller's.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<Unit>> ExecuteAsync(User caller, string? username, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await AdminLock.TakeAsync(database, cancellationToken);
        if (!(await find.OwnOrNamedAsync(caller, username, cancellationToken)).TryGet(out var user, out var error))
        {
            return error;
        }
        if (await AdminLock.IsLastAsync(database, user, cancellationToken) && await database.Users.AnyAsync(u => u.Id != user.Id, cancellationToken))
        {
            return Errors.LastAdmin(user.Username);
        }
        if (await database.Apps.AnyAsync(a => a.OwnerId == user.Id, cancellationToken))
        {
            return Errors.OwnsApps(user.Username);
        }
        if (await database.Certificates.AnyAsync(c => c.OwnerId == user.Id, cancellationToken))
        {
            return Errors.HasCertificates(user.Username);
        }
        try
        {
            database.Users.Remove(user);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsForeignKeyViolation(e))
        {
            return Errors.HasHistory(user.Username);
        }
        return Unit.Value;
    }
}
