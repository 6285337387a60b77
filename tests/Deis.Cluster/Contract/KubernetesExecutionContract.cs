using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesExecutionContract : ExecutionContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
