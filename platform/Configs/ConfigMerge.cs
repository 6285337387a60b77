using System.Text;
using System.Text.Json.Nodes;
using Deis.Platform.Results;

namespace Deis.Platform.Configs;

/// <summary>Applies a change to a configuration (docs/protocol/controller.md §6.1).</summary>
public static class ConfigMerge
{
    // A program cannot be started with much more: Linux takes 2 MiB for environment and arguments, and Kubernetes 1 MiB for a secret.
    private const long MaxValuesBytes = 1024 * 1024;

    /// <summary>The complete new configuration; unprocessable when something to unset is not set.</summary>
    public static Result<ConfigContent> Apply(ConfigContent current, ConfigPatch patch)
    {
        var maps = new Dictionary<ConfigMap, Dictionary<string, string>>();
        foreach (var map in ConfigMaps.All)
        {
            var merged = new Dictionary<string, string>(current[map]);
            if (patch.Maps.TryGetValue(map, out var changes) && MergeMap(merged, changes, map.WireName()) is { } error)
            {
                return error;
            }
            maps[map] = merged;
        }
        var healthcheck = current.Healthcheck.DeepClone().AsObject();
        if (patch.Healthcheck is not null && MergeHealthcheck(healthcheck, patch.Healthcheck) is { } problem)
        {
            return problem;
        }
        LegacyHealthcheck.Migrate(maps[ConfigMap.Values], healthcheck);
        if (maps[ConfigMap.Registry].Count > 0 && !maps[ConfigMap.Values].ContainsKey("PORT"))
        {
            return Error.Domain("PORT needs to be set in the config when using a private registry");
        }
        if (maps[ConfigMap.Values].Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value)) > MaxValuesBytes)
        {
            return Error.ForField(ConfigMap.Values.WireName(), "All values together would have more than 1 MiB. Large data belongs into a file of the app or into object storage.");
        }
        return new ConfigContent(maps.ToDictionary(m => m.Key, m => (IReadOnlyDictionary<string, string>)m.Value), healthcheck);
    }

    private static Error? MergeMap(Dictionary<string, string> merged, IReadOnlyDictionary<string, string?> changes, string name)
    {
        foreach (var (key, value) in changes)
        {
            if (value is not null)
            {
                merged[key] = value;
            }
            else if (!merged.Remove(key))
            {
                return NotSet(key, name);
            }
        }
        return null;
    }

    private static Error? MergeHealthcheck(JsonObject merged, JsonObject changes)
    {
        foreach (var (type, probes) in changes)
        {
            if (probes is null)
            {
                if (!merged.Remove(type))
                {
                    return NotSet(type, "healthcheck");
                }
                continue;
            }
            var known = merged[type] as JsonObject;
            foreach (var (name, probe) in probes.AsObject())
            {
                if (probe is not null)
                {
                    known ??= [];
                    known[name] = probe.DeepClone();
                }
                else if (known is null || !known.Remove(name))
                {
                    return NotSet(name, "healthcheck");
                }
            }
            if (known is not null && known.Parent is null)
            {
                merged[type] = known;
            }
        }
        return null;
    }

    private static Error NotSet(string key, string map) => Error.Unprocessable($"{key} does not exist under {map}");
}
