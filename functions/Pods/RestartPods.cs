using Deis.Orchestrations;
using Deis.Orchestrations.Restart;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Functions.Pods;

/// <summary>Starts a restart.</summary>
public sealed class RestartPods(DeisDbContext database, AppAccess access, IOperations operations)
{
    /// <summary>The operation.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="type">Process type; null for all.</param>
    /// <param name="name">Whole name of a process; null for all.</param>
    /// <param name="cancellationToken">Gives up before the start.</param>
    public async Task<Result<string>> ExecuteAsync(string id, User user, string? type, string? name, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        var input = new RestartInput(app.Uuid, app.Id, user.Id, type, name);
        return await operations.StartAsync(database, app, user, RestartInput.Orchestration, input, LeaseMode.Wait, null, cancellationToken);
    }
}
