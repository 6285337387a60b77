using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesInteractionContract : InteractionContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
