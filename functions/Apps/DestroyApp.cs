using Deis.Orchestrations;
using Deis.Orchestrations.Destroy;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;

namespace Deis.Functions.Apps;

/// <summary>Starts the end of an app.</summary>
public sealed class DestroyApp(DeisDbContext database, AppAccess access, IOperations operations)
{
    /// <summary>The operation.</summary>
    public async Task<Result<string>> ExecuteAsync(string id, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Own, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        var input = new DestroyInput(app.Uuid, app.Id, user.Id);
        return await operations.StartAsync(database, app, user, DestroyInput.Orchestration, input, LeaseMode.Wait, null, cancellationToken);
    }
}
