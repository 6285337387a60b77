using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesRestartContract : RestartContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
