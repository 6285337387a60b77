using Deis.Cluster.Support;

namespace Deis.Cluster.Contract;

public sealed class KubernetesSettingContract : SettingContract
{
    protected override async Task<IRuntimePlatform?> StartPlatformAsync() => await KubernetesPlatform.SharedAsync();
}
