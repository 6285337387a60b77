using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Drift;

/// <summary>Compares what is wanted of an object with what is there. Fields of which nothing is wanted do not count.</summary>
internal static class Coverage
{
    private static readonly string[] _keys = ["name", "containerPort", "port"];
    private static readonly string[] _quantities = ["limits", "requests"];

    /// <summary>The path of the first field that is not as wanted; null when all are.</summary>
    public static string? FirstDifference<T>(T wanted, T there) =>
        Compare(JsonNode.Parse(KubernetesJson.Serialize(wanted)), JsonNode.Parse(KubernetesJson.Serialize(there)), "", isQuantity: false);

    private static string? Compare(JsonNode? wanted, JsonNode? there, string path, bool isQuantity) => wanted switch
    {
        JsonObject fields => fields.Count == 0 ? null : Compare(fields, there as JsonObject, path),
        JsonArray items => items.Count == 0 ? null : Compare(items, there as JsonArray, path),
        _ => IsSame(wanted, there, isQuantity) ? null : path,
    };

    private static string? Compare(JsonObject wanted, JsonObject? there, string path)
    {
        var isQuantity = Array.Exists(_quantities, name => path.EndsWith("." + name, StringComparison.Ordinal));
        foreach (var (name, value) in wanted)
        {
            if (Compare(value, there?[name], $"{path}.{name}", isQuantity) is { } difference)
                return difference;
        }
        return null;
    }

    // Lists of objects are merged by a key, so others may have added some; lists of texts are a whole.
    private static string? Compare(JsonArray wanted, JsonArray? there, string path)
    {
        if (there is null || (wanted[0] is not JsonObject && wanted.Count != there.Count))
            return path;
        for (var i = 0; i < wanted.Count; i++)
        {
            var key = wanted[i] is JsonObject item ? Array.Find(_keys, item.ContainsKey) : null;
            var other = key is null ? there.ElementAtOrDefault(i) : there.FirstOrDefault(one => JsonNode.DeepEquals(one?[key], wanted[i]![key]));
            if (Compare(wanted[i], other, key is null ? $"{path}[{i}]" : $"{path}[{wanted[i]![key]}]", isQuantity: false) is { } difference)
                return difference;
        }
        return null;
    }

    // The server leaves out zeros and empty texts, and has its own way of writing quantities.
    private static bool IsSame(JsonNode? wanted, JsonNode? there, bool isQuantity)
    {
        if (wanted is null || JsonNode.DeepEquals(wanted, there))
            return true;
        var text = wanted.ToJsonString();
        if (there is null)
            return text is "0" or "\"\"";
        return isQuantity && new ResourceQuantity(wanted.ToString()).ToDecimal() == new ResourceQuantity(there.ToString()).ToDecimal();
    }
}
