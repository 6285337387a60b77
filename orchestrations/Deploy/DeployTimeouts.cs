using System.Globalization;
using Deis.Platform.Configs;
using Microsoft.Extensions.Options;

namespace Deis.Orchestrations.Deploy;

/// <summary>The time limits that hold for one app.</summary>
public sealed class DeployTimeouts(IOptions<DeployOptions> options, ConfigVault vault)
{
    /// <summary>Until a release phase must have ended.</summary>
    public TimeSpan ReleasePhase => options.Value.ReleasePhaseTimeout;

    /// <summary>Until a rollout whose processes must be ready within <paramref name="timeout"/> counts as stuck.</summary>
    public TimeSpan StuckAfter(TimeSpan timeout) => timeout < options.Value.StuckAfter ? timeout : options.Value.StuckAfter;

    /// <summary>Until the processes of a release with this configuration must be ready.</summary>
    public TimeSpan For(AppConfig config) =>
        vault.OpenValues(config).TryGetValue("DEIS_DEPLOY_TIMEOUT", out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : options.Value.Timeout;
}
