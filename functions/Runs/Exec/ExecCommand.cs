using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Json;
using Deis.Platform.Logs;
using Deis.Platform.Results;
using Deis.Platform.Runtime;
using Deis.Platform.Users;
using Microsoft.Extensions.Logging;

namespace Deis.Functions.Runs.Exec;

/// <summary>Starts a command inside a process.</summary>
public sealed partial class ExecCommand(IAppRuntime runtime, AppLog log, ILogger<ExecCommand> logger)
{
    /// <summary>The process, and the command in it. The app's log is told who runs one and where, but not which.</summary>
    /// <param name="app">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="process">The process.</param>
    /// <param name="wish">JSON with the command, and the terminal that it shall have.</param>
    /// <param name="cancellationToken">Gives up before the start.</param>
    public async Task<Result<(ProcessInstance Process, IExecutedCommand Command)>> ExecuteAsync(
        string app, User user, ProcessInstance process, ReadOnlyMemory<byte> wish, CancellationToken cancellationToken)
    {
        if (!Read(wish.Span).TryGet(out var request, out var error))
        {
            return error;
        }
        await log.TellAsync(app, $"{user.Username} runs a command in {process.Name}");
        try
        {
            var command = await runtime.ExecAsync(app, process.Name, request.Command, request.Interaction!, cancellationToken);
            return command is null ? Errors.NotRunning(process.Name, "gone") : (process, command);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeAway(e, process.Name);
            return Errors.ExecutionAway;
        }
    }

    private static Result<RunRequest> Read(ReadOnlySpan<byte> wish)
    {
        try
        {
            return StrictJson.Parse(wish) is JsonObject body ? RunRequest.ReadAttached(body) : Errors.NothingToExecute("it is none.");
        }
        catch (JsonException e)
        {
            return Errors.NothingToExecute(e.Message);
        }
    }

    [LoggerMessage(EventId = 3310, Level = LogLevel.Error, Message = "The runtime did not run a command in {Process}")]
    private partial void RuntimeAway(Exception exception, string process);
}
