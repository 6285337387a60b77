using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
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
public sealed class RunFunctions(
    StartRun start, StopRun stop, CancelOperation cancel, IOperations operations, DeisDbContext database, RunVault vault, Caller caller)
{
    /// <summary>Runs a command once and answers when it has ended, or at once when it is detached.</summary>
    [Function("apps-run")]
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
        if (Preference.NotToWait(request) && body["attach"] is null)
        {
            body["detach"] = true;
        }
        if (!(await start.ExecuteAsync(app, caller.User, body, cancellationToken)).TryGet(out var run, out var error))
        {
            return ApiResults.Failure(error);
        }
        return run.Detached
            ? new AcceptedResult($"/v2/apps/{app}/operations/{run.Operation}", run.Operation, new DetachedRun(run.Operation, run.Process))
            : await EndAsync(app, run, cancellationToken);
    }

    /// <summary>Stops a command; answers when it is gone.</summary>
    [Function("apps-run-stop")]
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
            return new AcceptedResult($"/v2/apps/{app}/operations/{operation}", operation);
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
