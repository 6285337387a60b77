using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesFailedRolloutContract : FailedRolloutContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
