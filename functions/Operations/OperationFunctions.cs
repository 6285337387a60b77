using Deis.Functions.Http;
using Deis.Functions.Reference;
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
[RouteValue("id", "Id of the operation.", "deploy-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c")]
public sealed class OperationFunctions(
    DeisDbContext database, AppAccess access, ListOperations list, CancelOperation cancel, DurableTaskClient orchestrations, Caller caller)
{
    private const string All = Routes.App + "/operations";

    /// <summary>Lists what changed an app and what is changing it, newest first.</summary>
    [Function("operations-list")]
    [Query("status", "Only those in these statuses, with commas: pending, running, suspended, succeeded, failed, terminated, forgotten.", Example = "running,failed")]
    [Query("kind", "Only those of these kinds, with commas: create, deploy, scale, restart, run, route, autoscale, destroy.", Example = "deploy,scale")]
    [Answers(200, typeof(PageEnvelope<OperationBody>))]
    [Fails(ErrorKind.Domain, "status must be one of pending, running, suspended, succeeded, failed, terminated, forgotten")]
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

    /// <summary>Shows an operation.</summary>
    [Function("operations-get")]
    [Answers(200, typeof(OperationBody))]
    [Fails(ErrorKind.NotFound, "No Operation matches the given query.")]
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

    /// <summary>Asks an operation to end early.</summary>
    [Function("operations-cancel")]
    [Answers(202, typeof(StartedOperation))]
    [Fails(ErrorKind.NotFound, "No Operation matches the given query.")]
    [Fails(ErrorKind.Conflict, "deploy-5f0c9a8b7d6e4f3a2b1c0d9e8f7a6b5c has ended already.")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/{id}/cancel")] HttpRequest request,
        string app,
        string id,
        CancellationToken cancellationToken)
    {
        var cancelled = await cancel.ExecuteAsync(app, id, caller.User, cancellationToken);
        return ApiResults.From(cancelled, operation => new AcceptedResult(AcceptedResult.LocationOf(app, operation), operation));
    }
}
