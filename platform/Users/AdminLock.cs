using Deis.Platform.Data;
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

    /// <summary>True when the platform would be without an administrator if this one were none.</summary>
    public static async Task<bool> IsLastAsync(DeisDbContext database, User user, CancellationToken cancellationToken) =>
        user.IsSuperuser && !await database.Users.AnyAsync(u => u.IsSuperuser && u.IsActive && u.Id != user.Id, cancellationToken);
}
