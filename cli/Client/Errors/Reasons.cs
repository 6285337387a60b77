using System.Text.Json;

namespace Deis.Client.Errors;

/// <summary>Reads the words out of refusals.</summary>
internal static class Reasons
{
    /// <summary>
    /// What a refusal says, in lines: its texts, each with its field in front where it is about one. Null when the body has another shape than
    /// <c>{"detail":"…"}</c>, <c>{"&lt;field&gt;":["…"]}</c> or <c>["…"]</c>, or a text is empty or none for a terminal.
    /// </summary>
    public static string? In(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var lines = document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => OfFields(document.RootElement),
                JsonValueKind.Array => Texts(document.RootElement),
                _ => null,
            };
            return lines is { Count: > 0 } && lines.TrueForAll(IsForPeople) ? string.Join('\n', lines) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string>? OfFields(JsonElement fields)
    {
        List<string> lines = [];
        foreach (var field in fields.EnumerateObject())
        {
            if (Texts(field.Value) is not { } texts)
                return null;
            lines.AddRange(field.Name is "detail" or "non_field_errors" ? texts : texts.Select(text => $"{field.Name}: {text}"));
        }
        return lines;
    }

    private static List<string>? Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };

    // What others have typed may be part of it, and could steer the terminal.
    private static bool IsForPeople(string text) => text.Length > 0 && text.All(c => !char.IsControl(c) || c is '\n' or '\t');
}
