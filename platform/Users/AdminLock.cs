using Deis.Platform.Data;
using Deis.Platform.Results;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Users;

/// <summary>Lets one transaction at a time decide who is administrator, so that there is neither a second first one nor a last one who leaves.</summary>
internal static class AdminLock
{
    // Any number that no other lock of the platform uses; such decisions are rare, one at a time is enough.
    private const long Number = 0x6465_6973_7265_6701;

    /// <summary>Waits for it; the open transaction holds it to its end.</summary>
    public static Task TakeAsync(DeisDbContext database, CancellationToken cancellationToken) =>
        database.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Number})", cancellationToken);

    /// <summary>Changes an account, unless the platform would be without an administrator then.</summary>
    /// <param name="database">Where the accounts are.</param>
    /// <param name="username">Whose account.</param>
    /// <param name="endsAdmin">True when an administrator is none any more afterwards.</param>
    /// <param name="change">Changes it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public static async Task<Result<Unit>> ChangeAsync(
        DeisDbContext database, string username, bool endsAdmin, Action<User> change, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await TakeAsync(database, cancellationToken);
        if (await database.Users.SingleOrDefaultAsync(u => u.Username == username, cancellationToken) is not { } user)
        {
            return Errors.NotFound;
        }
        if (endsAdmin && await IsLastAsync(database, user, cancellationToken))
        {
            return Errors.LastAdmin(username);
        }
        change(user);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Unit.Value;
    }

    /// <summary>True when the platform would be without an administrator if this one were none.</summary>
    public static async Task<bool> IsLastAsync(DeisDbContext database, User user, CancellationToken cancellationToken) =>
        user.IsSuperuser && !await database.Users.AnyAsync(u => u.IsSuperuser && u.IsActive && u.Id != user.Id, cancellationToken);
}
