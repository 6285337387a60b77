using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Json;
using Deis.Platform.Results;

namespace Deis.Platform.Configs;

/// <summary>Reads a change from a request (docs/protocol/controller.md §6). Every map may be a JSON object or a text that holds one.</summary>
public static class ConfigPatchReader
{
    private const string HealthcheckField = "healthcheck";

    /// <summary>The change, or everything that is wrong with it.</summary>
    public static Result<ConfigPatch> Read(JsonObject body)
    {
        var errors = new ErrorList();
        var maps = new Dictionary<ConfigMap, IReadOnlyDictionary<string, string?>>();
        foreach (var map in ConfigMaps.All)
        {
            if (ReadObject(body, map.WireName(), errors) is { } json)
            {
                var entries = ToText(map, json);
                errors.Add(MapRules.Check(map, entries));
                maps[map] = entries;
            }
        }
        var healthcheck = ReadObject(body, HealthcheckField, errors);
        if (healthcheck is not null && HealthcheckRules.Check(healthcheck) is { } problem)
        {
            errors.Add(Error.ForField(HealthcheckField, problem));
        }
        return errors.Any(out var error) ? error : new ConfigPatch(maps, healthcheck);
    }

    private static JsonObject? ReadObject(JsonObject body, string field, ErrorList errors)
    {
        if (!body.TryGetPropertyValue(field, out var node))
        {
            return null;
        }
        if (node is null)
        {
            errors.Add(Error.ForField(field, "This field may not be null."));
            return null;
        }
        if ((node is JsonObject json ? json : Parse(node)) is { } result)
        {
            return result;
        }
        errors.Add(Error.ForField(field, "Value must be a JSON object, or a text that holds one."));
        return null;
    }

    private static JsonObject? Parse(JsonNode node)
    {
        if (node.GetValueKind() != JsonValueKind.String)
        {
            return null;
        }
        try
        {
            return StrictJson.Parse(node.GetValue<string>()) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string?> ToText(ConfigMap map, JsonObject json)
    {
        var entries = new Dictionary<string, string?>();
        foreach (var (key, value) in json)
        {
            // Registry credentials are the one map whose keys do not keep their case.
            entries[map == ConfigMap.Registry ? key.ToLowerInvariant() : key] = value is null ? null : PythonText.Of(value);
        }
        return entries;
    }
}
