using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesRolloutContract : RolloutContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
