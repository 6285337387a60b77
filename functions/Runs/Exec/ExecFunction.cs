using Deis.Functions.Admission;
using Deis.Functions.Http;
using Deis.Functions.Reference;
using Deis.Functions.Runs.Attach;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Runs.Exec;

/// <summary>Commands inside processes (docs/protocol/controller.md §9.11).</summary>
[LongLived]
[RouteValue("process", "Process type; or name of the process, or what follows its last hyphen.", "web")]
public sealed class ExecFunction(FindProcess find, ExecCommand exec, Caller caller, IOptions<DeployOptions> options, TimeProvider time)
{
    // A command of 100,000 bytes can be six times as long in JSON.
    private const int MaxWishBytes = 1024 * 1024;

    private const string Deed = "runs a command in a process";

    private static readonly TimeSpan _wishPatience = TimeSpan.FromSeconds(30);

    /// <summary>Runs a command inside a process that runs: carries its streams over a WebSocket, and tells how it ended.</summary>
    /// <remarks>
    /// The first message from the caller is a JSON object with `command` and, when it shall have a terminal, `terminal`, as of `POST …/run`; thus the command is in no log of
    /// addresses. When the caller leaves before the end, the command gets a hang-up.
    /// </remarks>
    [Function("pods-exec")]
    [Answers(101, When = "From here on it is a WebSocket with the protocol v5.channel.k8s.io.")]
    [Fails(400, $"Only a WebSocket with the protocol {RunConversation.Protocol} {Deed}.")]
    [Fails(ErrorKind.NotFoundDetail, "shop has no process or process type wbe. 'deis ps' lists those that there are.")]
    [Fails(ErrorKind.Conflict, "Nothing can be run in shop-web-5d9c7b6f4-x2k8p, which is crashed. 'deis ps' lists the processes that are up.")]
    [Fails(ErrorKind.Conflict, "This platform runs no commands inside processes. Use 'deis run': it runs a command beside them, with the same code and configuration.")]
    [Fails(ErrorKind.Unavailable, "(list pods): the app runtime does not answer; try again in a moment")]
    [Scope(TokenLevel.Deploy)]
    public async Task<IResult> ExecAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Routes.App + "/pods/{process:regex(^[-_\\w.]+$)}/exec")] HttpRequest request,
        string app,
        string process,
        CancellationToken cancellationToken)
    {
        if (RunConversation.Refusal(request, Deed) is { } refusal)
        {
            return refusal;
        }
        if (!(await find.ExecuteAsync(app, caller.User, process, cancellationToken)).TryGet(out var found, out var error))
        {
            return ApiResults.Failure(error);
        }

        using var socket = await request.HttpContext.WebSockets.AcceptWebSocketAsync(RunConversation.Protocol);
        await using var conversation = new RunConversation(socket);
        if (await StatusAsync(conversation, app, found, cancellationToken) is { } status)
        {
            await conversation.EndAsync(status, cancellationToken);
        }
        return Microsoft.AspNetCore.Http.Results.Empty;
    }

    /// <summary>Has the command run; null when the caller leaves before its end.</summary>
    private async Task<RunStatus?> StatusAsync(RunConversation conversation, string app, ProcessInstance process, CancellationToken cancellationToken)
    {
        if (await conversation.ReceiveAsync(MaxWishBytes, _wishPatience, time, cancellationToken) is not { } wish)
        {
            return RunStatus.Failed(Errors.NothingToExecute("it is missing, or longer than a megabyte.").Message);
        }
        if (!(await exec.ExecuteAsync(app, caller.User, process, wish, cancellationToken)).TryGet(out var started, out var error))
        {
            return RunStatus.Failed(error.Field is null ? error.Message : $"{error.Field}: {error.Message}");
        }
        await using var command = started.Command;
        // Rights are looked at once; they may be taken away while it runs.
        using var limit = new CancellationTokenSource(options.Value.DetachedRunTimeout, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        if (!await conversation.RunAsync(command, over.Token))
        {
            return limit.IsCancellationRequested ? RunStatus.Failed(Errors.ExecutionTooLong(options.Value.DetachedRunTimeout).Message) : null;
        }
        var end = await command.End;
        return end.ExitCode is { } code ? RunStatus.Exited(code) : RunStatus.Failed(end.Problem!);
    }
}
