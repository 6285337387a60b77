using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Results;

namespace Deis.Functions.Runs;

/// <summary>What a user wants to run once.</summary>
/// <param name="Command">The command line, for a shell.</param>
/// <param name="Detach">Nobody waits for the end.</param>
public sealed record RunRequest(string Command, bool Detach)
{
    // The kernel takes no argument of 128 KB or more.
    private const int MaxBytes = 100_000;

    /// <summary>Reads <c>command</c> and <c>detach</c>.</summary>
    public static Result<RunRequest> Read(JsonObject body)
    {
        if (body["command"] is { } given && given.GetValueKind() != JsonValueKind.String)
        {
            return Error.Domain("command must be a string");
        }
        var command = body["command"]?.GetValue<string>() ?? "";
        if (string.IsNullOrWhiteSpace(command))
        {
            return Error.Domain("command is a required field");
        }
        if (Encoding.UTF8.GetByteCount(command) > MaxBytes)
        {
            return Error.Domain($"command must be shorter than {MaxBytes} bytes; put long scripts into the app");
        }
        return body["detach"]?.GetValueKind() switch
        {
            null or JsonValueKind.False => new RunRequest(command, Detach: false),
            JsonValueKind.True => new RunRequest(command, Detach: true),
            _ => Error.ForField("detach", "Must be a valid boolean."),
        };
    }
}
