using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Functions.Runs;

/// <summary>What a user wants to run once.</summary>
/// <param name="Command">The command line, for a shell.</param>
/// <param name="Detach">Nobody waits for the end.</param>
/// <param name="Interaction">Set when the user will talk to it; it runs on when the request is answered, as a detached one.</param>
public sealed partial record RunRequest(string Command, bool Detach, JobInteraction? Interaction)
{
    // The kernel takes no argument of 128 KB or more.
    private const int MaxBytes = 100_000;

    private const int LargestSide = 1000;

    private static readonly TerminalSize _usualSize = new(Columns: 80, Rows: 24);

    /// <summary>Nobody waits for the answer.</summary>
    public bool GoesOn => Detach || Interaction is not null;

    /// <summary>Reads <c>command</c>, <c>detach</c>, <c>attach</c> and <c>terminal</c>.</summary>
    public static Result<RunRequest> Read(JsonObject body)
    {
        if (!CommandLine(body).TryGet(out var command, out var error)
            || !Flag(body, "detach").TryGet(out var detach, out error)
            || !Flag(body, "attach").TryGet(out var attach, out error))
        {
            return error;
        }
        if (!attach)
        {
            return new RunRequest(command, detach, null);
        }
        return detach ? Error.Domain("A command is either detached or attached to") : ReadAttached(body);
    }

    /// <summary>Reads <c>command</c> and <c>terminal</c> of one that the user will talk to.</summary>
    public static Result<RunRequest> ReadAttached(JsonObject body)
    {
        return CommandLine(body).TryGet(out var command, out var error) && Terminal(body["terminal"]).TryGet(out var interaction, out error)
            ? new RunRequest(command, Detach: false, interaction)
            : error;
    }

    private static Result<string> CommandLine(JsonObject body)
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
        return Encoding.UTF8.GetByteCount(command) > MaxBytes
            ? Error.Domain($"command must be shorter than {MaxBytes} bytes; put long scripts into the app")
            : command;
    }

    private static Result<bool> Flag(JsonObject body, string name) => body[name]?.GetValueKind() switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => Error.ForField(name, "Must be a valid boolean."),
    };

    private static Result<JobInteraction> Terminal(JsonNode? given) => given switch
    {
        null => new JobInteraction(null),
        JsonObject terminal when Side(terminal["columns"], _usualSize.Columns) is { } columns && Side(terminal["rows"], _usualSize.Rows) is { } rows
            && (terminal["type"] is not { } type || type.GetValueKind() == JsonValueKind.String && TerminalType().IsMatch(type.GetValue<string>()))
            => new JobInteraction(new TerminalSize(columns, rows), terminal["type"]?.GetValue<string>()),
        _ => Error.ForField(
            "terminal", $"Must be an object such as {{\"columns\": 80, \"rows\": 24, \"type\": \"xterm\"}}; columns and rows are numbers from 1 to {LargestSide}."),
    };

    private static ushort? Side(JsonNode? given, ushort usual) => given switch
    {
        null => usual,
        JsonValue value when value.TryGetValue<ushort>(out var side) && side is > 0 and <= LargestSide => side,
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}\z")]
    private static partial Regex TerminalType();
}
