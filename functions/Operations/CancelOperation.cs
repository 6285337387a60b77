using Deis.Orchestrations.Cancellation;
using Deis.Orchestrations.Operations;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Results;
using Deis.Platform.Users;
using DurableTask.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Operations;

/// <summary>Asks an operation to end early (docs/protocol/controller.md §13).</summary>
public sealed class CancelOperation(DeisDbContext database, AppAccess access, PostgresDurableTaskClient orchestrations)
{
    /// <summary>The operation, which was asked and ends soon; a conflict when it has ended, or cannot be cancelled.</summary>
    public async Task<Result<string>> ExecuteAsync(string app, string id, User user, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, user, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return error;
        }
        if (await database.Operations.SingleOrDefaultAsync(o => o.Id == id && o.AppId == found.Uuid, cancellationToken) is not { } operation)
        {
            return Error.NotFound(nameof(Operation));
        }
        if (operation.Kind == OperationKind.Destroy)
        {
            return Error.Conflict("What is being destroyed cannot be brought back.");
        }
        if (operation.Kind == OperationKind.Create)
        {
            return Error.Conflict($"{found.Id} is stored already. Destroy it instead.");
        }
        if (operation.Kind == OperationKind.Route || operation.Kind == OperationKind.Autoscale)
        {
            return Error.Conflict("The change is stored already. Take it back by another change instead.");
        }
        var request = new CancelRequest($"{user.Username} cancelled it.");
        return await orchestrations.TryRaiseEventAsync(id, CancelRequest.Event, request, cancellationToken) ? id : Error.Conflict($"{id} has ended already.");
    }
}
