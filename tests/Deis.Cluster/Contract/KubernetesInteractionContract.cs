using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesInteractionContract : InteractionContract
{
    // A shell at a terminal takes no SIGTERM.
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() =>
        await KubernetesPlatform.StartAsync(configure: options => options.JobGracePeriod = TimeSpan.FromSeconds(1));
}
