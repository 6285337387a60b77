using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deis.Platform.Results;

/// <summary>Reads booleans of a request, as texts and numbers too.</summary>
public static class Flag
{
    /// <summary>The value of a field; null when it was not sent or is null. What is no boolean is noted.</summary>
    public static bool? Read(JsonObject body, string field, ErrorList errors)
    {
        var node = body[field];
        var flag = node?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number or JsonValueKind.String => Parse(node.ToString()),
            _ => null,
        };
        errors.Add(node is null || flag is not null ? null : Error.ForField(field, "Must be a valid boolean."));
        return flag;
    }

    private static bool? Parse(string text) => text switch
    {
        "t" or "T" or "true" or "True" or "TRUE" or "1" => true,
        "f" or "F" or "false" or "False" or "FALSE" or "0" => false,
        _ => null,
    };
}
