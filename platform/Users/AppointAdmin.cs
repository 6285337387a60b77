using Deis.Platform.Data;
using Deis.Platform.Results;

namespace Deis.Platform.Users;

/// <summary>Makes an account an administrator, or none.</summary>
public sealed class AppointAdmin(DeisDbContext database)
{
    /// <summary>Does it; the last administrator stays one. Nothing to change is no error.</summary>
    public Task<Result<Unit>> ExecuteAsync(string username, bool isAdmin, CancellationToken cancellationToken) =>
        AdminLock.ChangeAsync(database, username, endsAdmin: !isAdmin, user => user.IsSuperuser = user.IsStaff = isAdmin, cancellationToken);
}
