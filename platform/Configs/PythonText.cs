using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deis.Platform.Configs;

/// <summary>Turns JSON values into text as the original does, in Python's notation: <c>true</c> is <c>True</c>, <c>[1,2]</c> is <c>[1, 2]</c>.</summary>
internal static class PythonText
{
    /// <summary>The text of a value that stands alone: texts are themselves.</summary>
    public static string Of(JsonNode value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : Nested(value);

    private static string Nested(JsonNode? value) => value switch
    {
        null => "None",
        JsonArray array => $"[{string.Join(", ", array.Select(Nested))}]",
        JsonObject map => $"{{{string.Join(", ", map.Select(entry => $"{Quoted(entry.Key)}: {Nested(entry.Value)}"))}}}",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.String => Quoted(value.GetValue<string>()),
            _ => Number(value.ToJsonString()),
        },
    };

    private static string Number(string json)
    {
        if (!json.AsSpan().ContainsAny('.', 'e', 'E') || !double.TryParse(json, CultureInfo.InvariantCulture, out var number))
        {
            return json;
        }
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string Quoted(string text)
    {
        var quote = text.Contains('\'') && !text.Contains('"') ? '"' : '\'';
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quote == '\'' ? $"'{escaped.Replace("'", "\\'", StringComparison.Ordinal)}'" : $"\"{escaped}\"";
    }
}
