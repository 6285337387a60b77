using Deis.Platform.Results;
using Deis.Platform.Runtime;

namespace Deis.Platform.Configs;

/// <summary>What a runtime cannot do with a configuration (docs/protocol/controller.md §9.5).</summary>
public static class RuntimeLimits
{
    /// <summary>What is wrong with a change, or null. What was there before is not looked at, so that it can be removed step by step.</summary>
    public static Error? Check(ConfigContent changed, ConfigContent current, RuntimeCapabilities capabilities)
    {
        if (!capabilities.HasFlag(RuntimeCapabilities.Placement) && Adds(changed, current, ConfigMap.Tags))
        {
            var labels = string.Join(", ", changed[ConfigMap.Tags].OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
            return Error.Domain($"No nodes matched the provided labels: {labels}. This platform cannot place processes on nodes by tags.");
        }
        return !capabilities.HasFlag(RuntimeCapabilities.LifecycleHooks)
            && (Adds(changed, current, ConfigMap.LifecyclePostStart) || Adds(changed, current, ConfigMap.LifecyclePreStop))
            ? Error.Domain("This platform cannot run lifecycle hooks; let the process itself do it at its start, and when it gets SIGTERM.")
            : null;
    }

    private static bool Adds(ConfigContent changed, ConfigContent current, ConfigMap map) => changed[map].Except(current[map]).Any();
}
