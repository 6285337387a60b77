using System.Text.Json;

namespace Deis.Cli.Tests.Contract;

/// <summary>One row of <c>commands.json</c>: what a command asks of the API and shows.</summary>
public sealed record CommandCase
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The words behind <c>deis</c>.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>What is typed.</summary>
    public string Input { get; init; } = "";

    /// <summary>Answers in the place of those of the contract, by verb and path.</summary>
    public IReadOnlyDictionary<string, JsonElement> Answers { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>Verb, path, query, and behind a blank the body if there is one.</summary>
    public required IReadOnlyList<string> Requests { get; init; }

    /// <summary>Lines on standard output.</summary>
    public required IReadOnlyList<string> Shows { get; init; }

    /// <summary>Lines on standard error.</summary>
    public IReadOnlyList<string> Error { get; init; } = [];

    /// <summary>The exit code.</summary>
    public int Exit { get; init; }

    /// <summary>All rows.</summary>
    public static IReadOnlyList<CommandCase> All { get; } = Read();

    private static CommandCase[] Read()
    {
        using var stream = typeof(CommandCase).Assembly.GetManifestResourceStream("commands.json")!;
        return JsonSerializer.Deserialize<CommandCase[]>(stream, Web)!;
    }
}
