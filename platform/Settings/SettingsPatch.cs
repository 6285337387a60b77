using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Results;

namespace Deis.Platform.Settings;

/// <summary>A change of settings, read from a request (docs/protocol/controller.md §9.4); null for what stays.</summary>
public sealed record SettingsPatch(bool? Maintenance, bool? Routable, JsonObject? Label)
{
    private const string NotBoolean = "Must be a valid boolean.";

    /// <summary>The change, or everything that is wrong with it.</summary>
    public static Result<SettingsPatch> Read(JsonObject body)
    {
        var errors = new ErrorList();
        var maintenance = ReadFlag(body, "maintenance", errors);
        var routable = ReadFlag(body, "routable", errors);
        var label = body["label"];
        if (label is not null and not JsonObject)
        {
            errors.Add(Error.ForField("label", "Value must be a JSON object."));
        }
        RefuseUnknown(body, "whitelist", "This platform's router cannot keep addresses out; leave the setting away.", errors);
        RefuseUnknown(body, "autoscale", "This platform cannot scale by load; set the numbers of processes by ps:scale.", errors);
        return errors.Any(out var error) ? error : new SettingsPatch(maintenance, routable, label as JsonObject);
    }

    // A setting that would be stored and do nothing is worse than none.
    private static void RefuseUnknown(JsonObject body, string field, string message, ErrorList errors) =>
        errors.Add(body[field] is null ? null : Error.ForField(field, message));

    private static bool? ReadFlag(JsonObject body, string field, ErrorList errors)
    {
        var node = body[field];
        var flag = node?.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number or JsonValueKind.String => Parse(node.ToString()),
            _ => null,
        };
        errors.Add(node is null || flag is not null ? null : Error.ForField(field, NotBoolean));
        return flag;
    }

    private static bool? Parse(string text) => text switch
    {
        "t" or "T" or "true" or "True" or "TRUE" or "1" => true,
        "f" or "F" or "false" or "False" or "FALSE" or "0" => false,
        _ => null,
    };
}
