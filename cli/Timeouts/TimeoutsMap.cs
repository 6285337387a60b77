using Deis.Cli.Config;
using Deis.Client.Config;

namespace Deis.Cli.Timeouts;

/// <summary>The grace periods of an app's configuration.</summary>
internal static class TimeoutsMap
{
    public static readonly ConfigMap Instance = new(
        "Timeouts (sec)", "Applying timeouts", config => config.TerminationGracePeriod, entries => new ConfigChange { TerminationGracePeriod = entries })
    {
        WhenEmpty = "The default of 30 sec applies, or what the platform sets by KUBERNETES_POD_TERMINATION_GRACE_PERIOD_SECONDS.",
    };
}
