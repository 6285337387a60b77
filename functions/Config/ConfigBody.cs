using System.Text.Json.Nodes;
using Deis.Functions.Reference;
using Deis.Platform.Configs;

namespace Deis.Functions.Config;

/// <summary>A configuration on the wire (docs/protocol/controller.md §10).</summary>
/// <param name="Uuid">Names it.</param>
/// <param name="App">The app.</param>
/// <param name="Owner">Who made it.</param>
/// <param name="Values">Environment of the processes.</param>
/// <param name="Memory">Memory limit of each process type.</param>
/// <param name="LifecyclePostStart">Command of each process type that runs after its start.</param>
/// <param name="LifecyclePreStop">Command of each process type that runs before its stop.</param>
/// <param name="Cpu">CPU limit of each process type.</param>
/// <param name="Tags">Labels of the nodes that processes may run on.</param>
/// <param name="Registry">Credentials of a private registry.</param>
/// <param name="Healthcheck">Probes of each process type.</param>
/// <param name="TerminationGracePeriod">Seconds between SIGTERM and SIGKILL, of each process type.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
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
    DateTimeOffset Updated) : IExample<ConfigBody>
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <inheritdoc/>
    public static ConfigBody Example => new(
        Sample.Uuid,
        Sample.App,
        Sample.User,
        new Dictionary<string, string> { ["DATABASE_URL"] = "postgres://db.example.com/shop", ["PORT"] = "5000" },
        new Dictionary<string, string> { ["web"] = "256M/512M" },
        Nothing,
        Nothing,
        new Dictionary<string, string> { ["web"] = "250m" },
        Nothing,
        Nothing,
        [],
        new Dictionary<string, string> { ["web"] = "30" },
        Sample.Moment,
        Sample.Moment);

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
