using Deis.Functions.Operations;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runs;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Runs;

/// <summary>Stops a one-off command: cancels its operation.</summary>
public sealed class StopRun(DeisDbContext database, AppAccess access, CancelOperation cancel)
{
    /// <summary>The operation, which ends soon.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="name">Whole name of the process, or the characters after its last hyphen.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<string>> ExecuteAsync(string id, User user, string name, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        var run = await database.Runs.Of(app, name).SingleOrDefaultAsync(cancellationToken);
        return run is null ? Error.NotFound(nameof(Run)) : await cancel.ExecuteAsync(app.Id, run.Operation, user, cancellationToken);
    }
}
