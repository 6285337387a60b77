using System.Globalization;
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
    // A variable of the app, for those of its process types that have no grace period of their own.
    private const string GracePeriodOfAll = "KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS";

    /// <summary>The desired state of a process type.</summary>
    /// <param name="app">The app.</param>
    /// <param name="release">Its release.</param>
    /// <param name="type">The process type.</param>
    /// <param name="replicas">How many of them.</param>
    /// <param name="isService">True when requests come to it by a service of its own.</param>
    /// <param name="scaling">How their number follows their load.</param>
    public ProcessSpec Process(string app, Release release, string type, int replicas, bool isService, LoadScaling? scaling)
    {
        var config = release.Config!;
        var workload = Of(app, release, type, Arguments(release.Build!, type), app);
        return new ProcessSpec
        {
            App = app,
            Type = type,
            Release = release.Label,
            Replicas = replicas,
            Scaling = scaling,
            Workload = workload,
            Routable = isService || type is "web" or "cmd",
            Readiness = HealthChecks.Readiness(config.Healthcheck, type),
            Liveness = HealthChecks.Liveness(config.Healthcheck, type),
            PostStart = config.LifecyclePostStart.GetValueOrDefault(type),
            PreStop = config.LifecyclePreStop.GetValueOrDefault(type),
            GracePeriod = Seconds(config.TerminationGracePeriod, type) ?? Seconds(workload.Environment, GracePeriodOfAll) ?? options.Value.GracePeriod,
        };
    }

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
        MemoryRequestBytes = memory is null ? null : Quantity.RequestedBytes(memory),
        Cpus = release.Config.Cpu.TryGetValue(type, out var cpu) ? Quantity.Cores(cpu) : null,
        CpuRequest = cpu is null ? null : Quantity.RequestedCores(cpu),
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

    private static TimeSpan? Seconds(IReadOnlyDictionary<string, string> map, string key) =>
        map.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
