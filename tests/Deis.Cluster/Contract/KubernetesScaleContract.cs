using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesScaleContract : ScaleContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
