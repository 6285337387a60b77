using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Operations;
using Deis.Orchestrations;
using Deis.Platform.Data;
using Deis.Platform.Runs;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;

namespace Deis.Functions.Runs.Attach;

/// <summary>Talking to a one-off command (docs/protocol/controller.md §9.1).</summary>
[LongLived]
public sealed class AttachRunFunction(
    AttachRun attach, CancelOperation cancel, IOperations operations, DeisDbContext database, Caller caller)
{
    /// <summary>Carries the command's streams over a WebSocket, and tells how it ended. When the caller leaves before, the command is stopped: nobody else can
    /// ever see what it writes.</summary>
    [Function("apps-run-attach")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> AttachAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.App + "/pods/run/{name:regex(^[-_\\w]+$)}/attach")] HttpRequest request,
        string app,
        string name,
        CancellationToken cancellationToken)
    {
        var sockets = request.HttpContext.WebSockets;
        if (!sockets.IsWebSocketRequest || !sockets.WebSocketRequestedProtocols.Contains(RunConversation.Protocol))
        {
            return ApiResults.Detail(StatusCodes.Status400BadRequest, $"Only a WebSocket with the protocol {RunConversation.Protocol} attaches to a command.");
        }
        if (!(await attach.ExecuteAsync(app, caller.User, name, cancellationToken)).TryGet(out var attached, out var error))
        {
            return ApiResults.Failure(error);
        }

        await using var job = attached.Job;
        using var socket = await sockets.AcceptWebSocketAsync(RunConversation.Protocol);
        await using var conversation = new RunConversation(socket, job);
        if (await conversation.RunAsync(cancellationToken))
        {
            await conversation.EndAsync(await StatusAsync(attached.Run, cancellationToken), cancellationToken);
        }
        else
        {
            await cancel.ExecuteAsync(app, attached.Run.Operation, caller.User, CancellationToken.None);
        }
        return Microsoft.AspNetCore.Http.Results.Empty;
    }

    private async Task<RunStatus> StatusAsync(Run run, CancellationToken cancellationToken)
    {
        var outcome = await operations.WaitAsync(run.Operation, cancellationToken);
        var exitCode = await database.Runs.AsNoTracking().Where(r => r.Uuid == run.Uuid).Select(r => r.ExitCode).SingleOrDefaultAsync(cancellationToken);
        return exitCode is { } code ? RunStatus.Exited(code) : RunStatus.Failed(outcome.Message ?? "");
    }
}
