using Deis.Functions.Http;
using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Operations;
using Deis.Platform.Paging;
using Deis.Platform.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Operations;

/// <summary>What changed an app and what is changing it (docs/protocol/controller.md §13).</summary>
public sealed class OperationFunctions(
    DeisDbContext database, AppAccess access, CancelOperation cancel, DurableTaskClient orchestrations, Caller caller)
{
    private const string All = Routes.App + "/operations";

    /// <summary>All of them, newest first.</summary>
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
        var page = await Of(found).OrderByDescending(o => o.Created).ThenBy(o => o.Id).ToPageAsync(Paging.Of(request), cancellationToken);
        var bodies = new List<OperationBody>();
        foreach (var operation in page.Items)
        {
            bodies.Add(await BodyAsync(operation, cancellationToken));
        }
        return Paging.Envelope(request, new Page<OperationBody>(page.Count, bodies));
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
        return await Of(found).SingleOrDefaultAsync(o => o.Id == id, cancellationToken) is { } operation
            ? ApiResults.Ok(await BodyAsync(operation, cancellationToken))
            : ApiResults.Failure(Error.NotFound(nameof(Operation)));
    }

    /// <summary>Asks one to end early.</summary>
    [Function("operations-cancel")]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = All + "/{id}/cancel")] HttpRequest request,
        string app,
        string id,
        CancellationToken cancellationToken)
    {
        var cancelled = await cancel.ExecuteAsync(app, id, caller.User, cancellationToken);
        return ApiResults.From(cancelled, operation => new AcceptedResult($"/v2/apps/{app}/operations/{operation}", operation));
    }

    private IQueryable<Operation> Of(App app) => database.Operations.AsNoTracking().Where(o => o.AppId == app.Uuid);

    private async Task<OperationBody> BodyAsync(Operation operation, CancellationToken cancellationToken) =>
        OperationBody.Of(operation, await orchestrations.GetInstanceAsync(operation.Id, getInputsAndOutputs: true, cancellationToken));
}
