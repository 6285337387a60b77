using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesJobContract : JobContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
