using System.Text.Json.Nodes;

namespace Deis.Platform.Configs;

/// <summary>A complete configuration, opened. Not changed once made.</summary>
public sealed class ConfigContent
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly IReadOnlyDictionary<ConfigMap, IReadOnlyDictionary<string, string>> _maps;

    /// <summary>A configuration of these parts; maps that are missing are empty.</summary>
    public ConfigContent(IReadOnlyDictionary<ConfigMap, IReadOnlyDictionary<string, string>> maps, JsonObject healthcheck)
    {
        _maps = maps;
        Healthcheck = healthcheck;
    }

    /// <summary>One of the text maps.</summary>
    public IReadOnlyDictionary<string, string> this[ConfigMap map] => _maps.GetValueOrDefault(map, Nothing);

    /// <summary>Health checks by process type. Treat as read-only.</summary>
    public JsonObject Healthcheck { get; }

    /// <summary>Opens a stored configuration.</summary>
    public static ConfigContent Open(AppConfig config, ConfigVault vault)
    {
        var maps = new Dictionary<ConfigMap, IReadOnlyDictionary<string, string>>
        {
            [ConfigMap.Cpu] = config.Cpu,
            [ConfigMap.Memory] = config.Memory,
            [ConfigMap.Tags] = config.Tags,
            [ConfigMap.Registry] = vault.OpenRegistry(config),
            [ConfigMap.Values] = vault.OpenValues(config),
            [ConfigMap.LifecyclePostStart] = config.LifecyclePostStart,
            [ConfigMap.LifecyclePreStop] = config.LifecyclePreStop,
            [ConfigMap.TerminationGracePeriod] = config.TerminationGracePeriod,
        };
        return new ConfigContent(maps, config.Healthcheck);
    }

    /// <summary>A new row of this content.</summary>
    public AppConfig Seal(Guid appId, Guid ownerId, DateTimeOffset now, ConfigVault vault) => new()
    {
        Uuid = Guid.NewGuid(),
        AppId = appId,
        OwnerId = ownerId,
        ProtectedValues = vault.SealValues(appId, this[ConfigMap.Values]),
        ProtectedRegistry = vault.SealRegistry(appId, this[ConfigMap.Registry]),
        Memory = new(this[ConfigMap.Memory]),
        Cpu = new(this[ConfigMap.Cpu]),
        Tags = new(this[ConfigMap.Tags]),
        Healthcheck = Healthcheck.DeepClone().AsObject(),
        LifecyclePostStart = new(this[ConfigMap.LifecyclePostStart]),
        LifecyclePreStop = new(this[ConfigMap.LifecyclePreStop]),
        TerminationGracePeriod = new(this[ConfigMap.TerminationGracePeriod]),
        Created = now,
        Updated = now,
    };

    /// <summary>True when both say the same.</summary>
    public bool SameAs(ConfigContent other) =>
        ConfigMaps.All.All(map => this[map].Count == other[map].Count && !this[map].Except(other[map]).Any()) &&
        JsonNode.DeepEquals(Healthcheck, other.Healthcheck);
}
