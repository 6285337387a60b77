using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deis.Functions.Durable;

/// <summary>JSON that passes through as it is: inputs, outputs and event payloads are the orchestrations' own.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal sealed class RawJson
{
    private RawJson(string text) => Text = text;

    /// <summary>Valid JSON.</summary>
    public string Text { get; }

    /// <summary>A stored value: JSON as it is, other text as a JSON text; null stays null.</summary>
    public static RawJson? OfStored(string? text) => text is null ? null : TryParse(text) ?? new RawJson(JsonSerializer.Serialize(text));

    /// <summary>A value that a caller sent; null when the text is not JSON.</summary>
    public static RawJson? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return new RawJson(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
