using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deis.Platform.Json;

/// <summary>
/// Reads JSON that comes from outside (docs/protocol/controller.md §2). No object may have a name twice, and names and texts must be Unicode without NUL
/// characters, which PostgreSQL and processes take nowhere. Whatever is wrong is a <see cref="JsonException"/>.
/// </summary>
public static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads UTF-8 to its end.</summary>
    public static async Task<JsonNode?> ParseAsync(Stream utf8, CancellationToken cancellationToken)
    {
        try
        {
            return Check(await JsonNode.ParseAsync(utf8, null, Options, cancellationToken));
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(e);
        }
    }

    /// <summary>Reads UTF-8.</summary>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Check(JsonNode.Parse(utf8, null, Options));
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(e);
        }
    }

    /// <summary>Reads a text.</summary>
    public static JsonNode? Parse(string json)
    {
        try
        {
            return Check(JsonNode.Parse(json, null, Options));
        }
        catch (InvalidOperationException e)
        {
            throw NotUnicode(e);
        }
    }

    /// <summary>Holds what did not come as JSON, but as the fields of a form, to the same rule.</summary>
    public static JsonNode? Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    CheckText(name, fields);
                    Check(value);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Check(item);
                }
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                CheckText(value.GetValue<string>(), value);
                break;
        }
        return node;
    }

    private static void CheckText(string text, JsonNode place)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new JsonException($"A NUL character is not allowed in any name or text, but there is one at {place.GetPath()}.");
        }
    }

    // The parser decodes names and texts when they are first looked at.
    private static JsonException NotUnicode(InvalidOperationException e) =>
        new("A name or text is not Unicode: send UTF-8, and no escape sequence for half a character.", e);
}
