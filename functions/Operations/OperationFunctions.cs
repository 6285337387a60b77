using Deis.Functions.Http;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Results;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Operations;

/// <summary>What changed an app and what is changing it (docs/protocol/controller.md §13).</summary>
public sealed class OperationFunctions(
    DeisDbContext database, AppAccess access, ListOperations list, CancelOperation cancel, DurableTaskClient orchestrations, Caller caller)
{
    private const string All = Routes.App + "/operations";

    /// <summary>All of them, or those of some kinds and statuses; newest first.</summary>
    [Function("operations-list")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All)] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, caller.User, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return ApiResults.Failure(error);
        }
        if (!OperationFilter.Read(request).TryGet(out var filter, out error))
        {
            return ApiResults.Failure(error);
        }
        return Paging.Envelope(request, await list.ExecuteAsync(found, filter, Paging.Of(request), cancellationToken));
    }

    /// <summary>Shows one.</summary>
    [Function("operations-get")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = All + "/{id}")] HttpRequest request,
        string app,
        string id,
        CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(app, caller.User, AppPermission.Use, cancellationToken)).TryGet(out var found, out var error))
        {
            return ApiResults.Failure(error);
        }
        if (await database.Operations.AsNoTracking().SingleOrDefaultAsync(o => o.AppId == found.Uuid && o.Id == id, cancellationToken) is not { } operation)
        {
            return ApiResults.Failure(Error.NotFound(nameof(Operation)));
        }
        return ApiResults.Ok(OperationBody.Of(operation, await orchestrations.GetInstanceAsync(operation.Id, getInputsAndOutputs: true, cancellationToken)));
    }

    /// <summary>Asks one to end early.</summary>
    [Function("operations-cancel")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/{id}/cancel")] HttpRequest request,
        string app,
        string id,
        CancellationToken cancellationToken)
    {
        var cancelled = await cancel.ExecuteAsync(app, id, caller.User, cancellationToken);
        return ApiResults.From(cancelled, operation => new AcceptedResult($"/v2/apps/{app}/operations/{operation}", operation));
    }
}
