using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Deis.Logger.Streams;

namespace Deis.Logger.Http;

/// <summary>Reads the lines of a request to store some (docs/protocol/logger.md §4).</summary>
internal static partial class LineReader
{
    // A line of two bytes takes a hundred times that in memory.
    private const int MostLines = 100_000;

    /// <summary>Reads all lines or none.</summary>
    /// <param name="body">NDJSON.</param>
    /// <param name="lineBytes">The longest line to be stored.</param>
    /// <param name="lines">The lines, clean.</param>
    /// <param name="error">Which line is wrong and why.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, int lineBytes, out List<LogLine> lines, [NotNullWhen(false)] out string? error)
    {
        lines = [];
        error = null;
        var number = 0;
        var messages = new List<string>();
        foreach (var range in body.Split((byte)'\n'))
        {
            number++;
            var json = body[range].Trim(" \t\r"u8);
            if (json.IsEmpty)
                continue;
            if (!TryRead(json, out var line, out var problem))
            {
                error = string.Create(CultureInfo.InvariantCulture, $"line {number}: {problem}");
                return false;
            }

            messages.Clear();
            MessageCleaner.AddLines(line.Message!, lineBytes, MostLines, messages);
            foreach (var message in messages)
                lines.Add(new LogLine(line.Time, line.Source!, message));
            if (line.Dropped is { } dropped)
                lines[^1] = lines[^1] with { Dropped = dropped };
            if (lines.Count > MostLines)
            {
                error = string.Create(CultureInfo.InvariantCulture, $"line {number}: a request may have at most {MostLines} lines, those within messages included.");
                return false;
            }
        }

        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out Line? line, [NotNullWhen(false)] out string? problem)
    {
        line = null;
        try
        {
            line = JsonSerializer.Deserialize(json, LineJson.Default.Line);
            problem =
                line is null ? "it is null, not an object."
                : line.Source is null ? "it has no \"source\"."
                : line.Message is null ? "it has no \"message\"."
                : line.Dropped < 0 ? "\"dropped\" must not be negative."
                : Source().IsMatch(line.Source) ? null
                : "\"source\" must look like web.v2.nzf60 or deis[controller].";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            problem = $"it is not a JSON object with \"source\" and \"message\" as text: {error.Message}";
        }

        return problem is null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:@/-]{1,128}(\[[A-Za-z0-9._:@/-]{1,128}\])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Source();

    internal sealed record Line
    {
        public DateTimeOffset? Time { get; init; }

        public string? Source { get; init; }

        public string? Message { get; init; }

        public long? Dropped { get; init; }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Line))]
    internal sealed partial class LineJson : JsonSerializerContext;
}
