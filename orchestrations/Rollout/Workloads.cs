using System.Globalization;
using System.Text.Json.Nodes;
using Deis.Orchestrations.Deploy;
using Deis.Platform.Builds;
using Deis.Platform.Configs;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Rollout;

/// <summary>Turns a release into what the runtime is asked for (docs/protocol/controller.md, "Environment of app processes").</summary>
public sealed class Workloads(ConfigVault vault, IOptions<DeployOptions> options)
{
    /// <summary>The desired state of a process type.</summary>
    /// <param name="app">The app.</param>
    /// <param name="release">Its release.</param>
    /// <param name="type">The process type.</param>
    /// <param name="replicas">How many of them.</param>
    /// <param name="isService">True when requests come to it by a service of its own.</param>
    /// <param name="scaling">How their number follows their load.</param>
    public ProcessSpec Process(string app, Release release, string type, int replicas, bool isService, LoadScaling? scaling) => new()
    {
        App = app,
        Type = type,
        Release = release.Label,
        Replicas = replicas,
        Scaling = scaling,
        Workload = Of(app, release, type, Arguments(release.Build!, type), app),
        Routable = isService || type is "web" or "cmd",
        Readiness = Probe(release.Config!.Healthcheck, type, "readinessProbe") is { } readiness ? Read(readiness) : null,
        // What a command inside would find out, only a runtime that can run it can tell; a port that answers says nothing about it.
        Liveness = Probe(release.Config.Healthcheck, type, "livenessProbe") is { } liveness && liveness["exec"] is null ? Read(liveness) : null,
        PostStart = release.Config.LifecyclePostStart.GetValueOrDefault(type),
        PreStop = release.Config.LifecyclePreStop.GetValueOrDefault(type),
        GracePeriod = GracePeriod(release.Config!, type),
    };

    /// <summary>A command that runs once from the release's build, with the environment of the app.</summary>
    public Workload Command(string app, Release release, string type, string command, string logStream) =>
        Of(app, release, type, [command], logStream);

    private Workload Of(string app, Release release, string type, IReadOnlyList<string> arguments, string logStream) => new()
    {
        Image = release.Build!.Type == BuildType.Buildpack
            ? new AppImage(ImageKind.Slug, release.Build.Image)
            : new AppImage(ImageKind.Container, release.Build.Image),
        Arguments = arguments,
        Environment = Environment(app, release),
        MemoryBytes = release.Config!.Memory.TryGetValue(type, out var memory) ? Quantity.Bytes(memory) : null,
        Cpus = release.Config.Cpu.TryGetValue(type, out var cpu) ? Quantity.Cores(cpu) : null,
        NodeLabels = release.Config.Tags,
        Registry = release.Build.Type == BuildType.Buildpack ? null : Registry(release.Config),
        LogStream = logStream,
    };

    private RegistryLogin? Registry(AppConfig config)
    {
        var registry = vault.OpenRegistry(config);
        return registry.TryGetValue("username", out var user) && registry.TryGetValue("password", out var password)
            ? new RegistryLogin(registry.GetValueOrDefault("hostname"), user, password)
            : null;
    }

    private static string[] Arguments(Build build, string type) =>
        build.Type == BuildType.Buildpack || !build.Procfile.TryGetValue(type, out var command) ? ["start", type] : [command];

    private Dictionary<string, string> Environment(string app, Release release)
    {
        var environment = new Dictionary<string, string>
        {
            ["DEIS_APP"] = app,
            ["WORKFLOW_RELEASE"] = release.Label,
            ["WORKFLOW_RELEASE_SUMMARY"] = release.Summary,
            ["WORKFLOW_RELEASE_CREATED_AT"] = release.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (release.Build!.Sha.Length > 0)
        {
            environment["SOURCE_VERSION"] = release.Build.Sha;
        }

        foreach (var (name, value) in vault.OpenValues(release.Config!))
        {
            environment[name] = value;
        }

        return environment;
    }

    private TimeSpan GracePeriod(AppConfig config, string type) =>
        config.TerminationGracePeriod.TryGetValue(type, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : options.Value.GracePeriod;

    private static JsonNode? Probe(JsonObject healthcheck, string type, string name) =>
        (healthcheck[type] ?? (type is "web" or "cmd" ? healthcheck["web/cmd"] : null))?[name];

    private static ProcessProbe Read(JsonNode probe) => new(
        probe["httpGet"] is { } get ? get["path"]?.GetValue<string>() ?? "/" : null,
        Seconds(probe, "initialDelaySeconds", 0),
        Seconds(probe, "periodSeconds", 10),
        Seconds(probe, "timeoutSeconds", 1),
        probe["failureThreshold"]?.GetValue<int>() ?? 3);

    private static TimeSpan Seconds(JsonNode probe, string name, int fallback) =>
        TimeSpan.FromSeconds(probe[name]?.GetValue<int>() ?? fallback);
}
