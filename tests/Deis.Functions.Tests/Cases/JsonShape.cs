using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deis.Functions.Tests.Cases;

/// <summary>Compares an answer with what is expected of it: an object must have the expected fields and may have more, unless nothing is expected in it; an array has
/// the expected elements. <c>"*"</c> is anything but null, a text that begins with <c>~</c> a regular expression.</summary>
public static class JsonShape
{
    /// <summary>What differs, or null.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "body") => expected switch
    {
        JsonObject fields => OfObject(fields, actual, path),
        JsonArray items => OfArray(items, actual, path),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => OfText(value.GetValue<string>(), actual, path),
        _ => JsonNode.DeepEquals(expected, actual) ? null : Wrong(path, expected, actual),
    };

    private static string? OfObject(JsonObject expected, JsonNode? actual, string path)
    {
        if (actual is not JsonObject fields || (expected.Count == 0 && fields.Count > 0))
        {
            return Wrong(path, expected, actual);
        }
        var absent = expected.FirstOrDefault(field => !fields.ContainsKey(field.Key)).Key;
        return absent is not null
            ? $"{path} has no {absent}"
            : expected.Select(field => Difference(field.Value, fields[field.Key], $"{path}.{field.Key}")).FirstOrDefault(difference => difference is not null);
    }

    private static string? OfArray(JsonArray expected, JsonNode? actual, string path) =>
        actual is JsonArray items && items.Count == expected.Count
            ? expected.Select((item, i) => Difference(item, items[i], $"{path}[{i}]")).FirstOrDefault(difference => difference is not null)
            : Wrong(path, expected, actual);

    private static string? OfText(string expected, JsonNode? actual, string path)
    {
        var text = actual?.GetValueKind() == JsonValueKind.String ? actual.GetValue<string>() : null;
        var fits = expected switch
        {
            "*" => actual is not null,
            _ when expected.StartsWith('~') => text is not null && Regex.IsMatch(text, expected[1..]),
            _ => text == expected,
        };
        return fits ? null : Wrong(path, expected, actual);
    }

    private static string Wrong(string path, JsonNode? expected, JsonNode? actual) => $"{path} is {Text(actual)}, not {Text(expected)}";

    private static string Text(JsonNode? node) => node?.ToJsonString(Http.ApiJson.Options) ?? "null";
}
