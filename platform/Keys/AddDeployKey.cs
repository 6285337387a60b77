using Deis.Platform.Apps;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Platform.Keys;

/// <summary>Adds a deploy key to an app: whoever has it pushes to this app, and to no other, in the name of the user who added it.</summary>
public sealed class AddDeployKey(AppAccess access, AddKey add)
{
    /// <summary>The stored key; null arguments are fields that were not sent.</summary>
    public async Task<Result<SshKey>> ExecuteAsync(string app, User user, string? id, string? publicKey, CancellationToken cancellationToken) =>
        (await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error)
            ? await add.ExecuteAsync(user, found, id, publicKey, cancellationToken)
            : error;
}
