using Deis.Platform.Data;
using Deis.Platform.Results;

namespace Deis.Platform.Users;

/// <summary>Locks an account, or lets it in again. What it has stays as it is; its tokens, password and keys are good for nothing while it is locked.</summary>
public sealed class LockAccount(DeisDbContext database)
{
    /// <summary>Does it; the last administrator cannot be locked. Nothing to change is no error.</summary>
    public Task<Result<Unit>> ExecuteAsync(string username, bool isActive, CancellationToken cancellationToken) =>
        AdminLock.ChangeAsync(database, username, endsAdmin: !isActive, user => user.IsActive = isActive, cancellationToken);
}
