using System.Text.Json.Nodes;
using Deis.Platform.Configs;

namespace Deis.Functions.Config;

/// <summary>A configuration on the wire (docs/protocol/controller.md §10).</summary>
public sealed record ConfigBody(
    Guid Uuid,
    string App,
    string Owner,
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyDictionary<string, string> Memory,
    IReadOnlyDictionary<string, string> LifecyclePostStart,
    IReadOnlyDictionary<string, string> LifecyclePreStop,
    IReadOnlyDictionary<string, string> Cpu,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyDictionary<string, string> Registry,
    JsonObject Healthcheck,
    IReadOnlyDictionary<string, string> TerminationGracePeriod,
    DateTimeOffset Created,
    DateTimeOffset Updated)
{
    /// <summary>The wire form of a configuration, opened.</summary>
    public static ConfigBody Of(AppConfig config, string app, string owner, ConfigVault vault)
    {
        var content = ConfigContent.Open(config, vault);
        return new ConfigBody(
            config.Uuid,
            app,
            owner,
            content[ConfigMap.Values],
            content[ConfigMap.Memory],
            content[ConfigMap.LifecyclePostStart],
            content[ConfigMap.LifecyclePreStop],
            content[ConfigMap.Cpu],
            content[ConfigMap.Tags],
            content[ConfigMap.Registry],
            content.Healthcheck,
            content[ConfigMap.TerminationGracePeriod],
            config.Created,
            config.Updated);
    }
}
