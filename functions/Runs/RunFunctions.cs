using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Functions.Reference;
using Deis.Orchestrations;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Runs;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Runs;

/// <summary>One-off commands (docs/protocol/controller.md §9).</summary>
[LongLived]
[RouteValue("name", "Name of the process, or what follows its last hyphen.", "x2k8p")]
public sealed class RunFunctions(
    StartRun start, StopRun stop, CancelOperation cancel, IOperations operations, DeisDbContext database, RunVault vault, Caller caller)
{
    /// <summary>Runs a command once and answers when it has ended, or at once when it is detached or somebody will attach to it.</summary>
    [Function("apps-run")]
    [Takes(typeof(CommandRequest))]
    [Answers(200, typeof(RunAnswer))]
    [Answers(202, typeof(DetachedRun), When = "It is detached or to be attached to.")]
    [RunsOperation(typeof(DetachedRun))]
    [Fails(ErrorKind.Domain, "command is a required field")]
    [Fails(ErrorKind.Conflict, "shop runs 20 one-off commands already, more are not allowed at the same time. Wait for one to end, or stop one with 'deis ps:stop'.")]
    [Fails(ErrorKind.Unavailable, "shop-run-x2k8p (run): it was lost, because the platform ended while it ran")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.App + "/run")] HttpRequest request,
        string app,
        CancellationToken cancellationToken)
    {
        if (!(await RequestBody.ReadAsync(request, cancellationToken)).TryGet(out var body, out var failure))
        {
            return failure;
        }
        var isPreferred = Preference.NotToWait(request) && body["attach"] is null;
        if (isPreferred)
        {
            body["detach"] = true;
        }
        if (!(await start.ExecuteAsync(app, caller.User, body, cancellationToken)).TryGet(out var run, out var error))
        {
            return ApiResults.Failure(error);
        }
        if (!run.Detached)
        {
            return await EndAsync(app, run, cancellationToken);
        }
        var started = new DetachedRun(run.Operation, run.Process);
        return isPreferred
            ? AcceptedResult.Preferred(request, app, run.Operation, started)
            : new AcceptedResult(AcceptedResult.LocationOf(app, run.Operation), run.Operation, started);
    }

    /// <summary>Stops a one-off command; answers when nothing of it is left.</summary>
    [Function("apps-run-stop")]
    [RunsOperation]
    [Answers(204)]
    [Fails(ErrorKind.NotFound, "No Run matches the given query.")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> StopAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = Routes.App + "/pods/run/{name:regex(^[-_\\w]+$)}/stop")] HttpRequest request,
        string app,
        string name,
        CancellationToken cancellationToken)
    {
        if (!(await stop.ExecuteAsync(app, caller.User, name, cancellationToken)).TryGet(out var operation, out var error))
        {
            return ApiResults.Failure(error);
        }
        if (Preference.NotToWait(request))
        {
            return AcceptedResult.Preferred(request, app, operation);
        }
        await operations.WaitAsync(operation, cancellationToken);
        return ApiResults.NoContent();
    }

    private async Task<IResult> EndAsync(string app, Run run, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await operations.WaitAsync(run.Operation, cancellationToken);
            var ended = await database.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Uuid == run.Uuid, cancellationToken);
            return ended is { ExitCode: { } exitCode }
                ? ApiResults.Ok(new RunAnswer(exitCode, vault.OpenOutput(ended)))
                : ApiResults.Failure(new Error(outcome.Kind ?? ErrorKind.Unavailable, outcome.Message ?? ""));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Whoever wanted the output has gone, and nobody else can ever see it.
            await cancel.ExecuteAsync(app, run.Operation, caller.User, CancellationToken.None);
            throw;
        }
    }
}
