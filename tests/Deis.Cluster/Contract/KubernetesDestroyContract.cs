using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesDestroyContract : DestroyContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
