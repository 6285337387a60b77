using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Platform.Configs;

/// <summary>What a runtime cannot do with a configuration (docs/protocol/controller.md §9.5).</summary>
public static class RuntimeLimits
{
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
        return !capabilities.HasFlag(RuntimeCapabilities.LifecycleHooks)
            && (Adds(changed, current, ConfigMap.LifecyclePostStart) || Adds(changed, current, ConfigMap.LifecyclePreStop))
            ? Error.Domain("This platform cannot run lifecycle hooks; let the process itself do it at its start, and when it gets SIGTERM.")
            : null;
    }

    private static string Text(IEnumerable<KeyValuePair<string, string>> tags) =>
        string.Join(", ", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));

    private static bool Adds(ConfigContent changed, ConfigContent current, ConfigMap map) => changed[map].Except(current[map]).Any();
}
