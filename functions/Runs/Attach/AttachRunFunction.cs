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

namespace Deis.Functions.Runs.Attach;

/// <summary>Talking to a one-off command (docs/protocol/controller.md §9.1).</summary>
[LongLived]
[RouteValue("name", "Name of the process, or what follows its last hyphen.", "x2k8p")]
public sealed class AttachRunFunction(
    AttachRun attach, CancelOperation cancel, IOperations operations, DeisDbContext database, Caller caller)
{
    private const string Deed = "attaches to a command";

    /// <summary>Attaches to a one-off command: carries its streams over a WebSocket, and tells how it ended.</summary>
    /// <remarks>When the caller leaves before, the command is stopped: nobody else can ever see what it writes.</remarks>
    [Function("apps-run-attach")]
    [Answers(101, When = "From here on it is a WebSocket with the protocol v5.channel.k8s.io.")]
    [Fails(400, $"Only a WebSocket with the protocol {RunConversation.Protocol} {Deed}.")]
    [Fails(ErrorKind.NotFound, "No Run matches the given query.")]
    [Fails(ErrorKind.Conflict, "Nobody can attach to shop-run-x2k8p: it has ended, somebody has attached to it already, or it was not started for that.")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> AttachAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.App + "/pods/run/{name:regex(^[-_\\w]+$)}/attach")] HttpRequest request,
        string app,
        string name,
        CancellationToken cancellationToken)
    {
        if (RunConversation.Refusal(request, Deed) is { } refusal)
        {
            return refusal;
        }
        if (!(await attach.ExecuteAsync(app, caller.User, name, cancellationToken)).TryGet(out var attached, out var error))
        {
            return ApiResults.Failure(error);
        }

        await using var job = attached.Job;
        using var socket = await request.HttpContext.WebSockets.AcceptWebSocketAsync(RunConversation.Protocol);
        await using var conversation = new RunConversation(socket);
        if (await conversation.RunAsync(job, cancellationToken))
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
