using System.Text.Json.Nodes;
using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Platform.Configs;

/// <summary>What a runtime cannot do with a configuration (docs/protocol/controller.md §9.5).</summary>
public static class RuntimeLimits
{
    private static readonly (RuntimeCapabilities Needed, Func<ConfigContent, ConfigContent, bool> IsAsked, Error? Error)[] Refusals =
    [
        (RuntimeCapabilities.LifecycleHooks,
            (changed, current) => Adds(changed, current, ConfigMap.LifecyclePostStart) || Adds(changed, current, ConfigMap.LifecyclePreStop),
            Error.Domain("This platform cannot run lifecycle hooks; let the process itself do it at its start, and when it gets SIGTERM.")),
        (RuntimeCapabilities.Limits,
            (changed, current) => Adds(changed, current, ConfigMap.Cpu),
            Error.Domain("This platform's machine has no control groups, so processors cannot be limited; limits of memory work, for each process by itself.")),
        (RuntimeCapabilities.CommandProbes,
            AddsCommandProbe,
            Error.Domain("This platform cannot run commands (exec) for health checks; let the process answer httpGet, or take connections for tcpSocket.")),
        (RuntimeCapabilities.ContainerImages,
            (changed, current) => Adds(changed, current, ConfigMap.Registry),
            Error.Domain("This platform runs no container images, so it has no use for the login to a registry; push source code instead.")),
    ];

    /// <summary>What is wrong with a change, or null. What was there before is not looked at, so that it can be removed step by step.</summary>
    public static async Task<Error?> CheckAsync(ConfigContent changed, ConfigContent current, IAppRuntime runtime, CancellationToken cancellationToken)
    {
        var capabilities = runtime.Capabilities;
        if (Adds(changed, current, ConfigMap.Tags))
        {
            var refusal = $"No nodes matched the provided labels: {Text(changed[ConfigMap.Tags])}";
            if (!capabilities.HasFlag(RuntimeCapabilities.Placement))
            {
                return Error.Domain($"{refusal}. This platform cannot place processes on nodes by tags.");
            }
            if (!await runtime.HasNodeAsync(changed[ConfigMap.Tags], cancellationToken))
            {
                var added = changed[ConfigMap.Tags].Except(current[ConfigMap.Tags]);
                return Error.Domain(current[ConfigMap.Tags].Count == 0 ? refusal : $"{refusal} - Addition of {Text(added)} is the cause");
            }
        }
        return Refusals.FirstOrDefault(refusal => !capabilities.HasFlag(refusal.Needed) && refusal.IsAsked(changed, current)).Error;
    }

    private static bool AddsCommandProbe(ConfigContent changed, ConfigContent current) => changed.Healthcheck
        .SelectMany(type => type.Value?.AsObject().Select(probe => (Type: type.Key, Name: probe.Key, Probe: probe.Value)) ?? [])
        .Any(probe => probe.Probe?["exec"] is not null && !JsonNode.DeepEquals(probe.Probe, current.Healthcheck[probe.Type]?[probe.Name]));

    private static string Text(IEnumerable<KeyValuePair<string, string>> tags) =>
        string.Join(", ", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));

    private static bool Adds(ConfigContent changed, ConfigContent current, ConfigMap map) => changed[map].Except(current[map]).Any();
}
