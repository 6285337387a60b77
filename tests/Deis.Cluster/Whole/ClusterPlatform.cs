using System.Globalization;
using System.Net;
using Deis.Acceptance.Driving;
using Deis.Cluster.Support;
using Deis.TestSupport;
using WholePlatform = Deis.Acceptance.Driving.Platform;

namespace Deis.Cluster.Whole;

/// <summary>The whole platform on the test cluster: API, orchestrations, router, builds and git on this machine, apps in pods.</summary>
public sealed class ClusterPlatform : IAsyncLifetime
{
    /// <summary>The platform.</summary>
    public WholePlatform Platform { get; private set; } = null!;

    /// <summary>Somebody who works on it.</summary>
    public Person Alice { get; private set; } = null!;

    /// <summary>A platform that is not started yet.</summary>
    public static WholePlatform Create() => new()
    {
        Environment = new Dictionary<string, string>
        {
            ["DEIS_RUNTIME"] = "kubernetes",
            ["DEIS_OBJECTS_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"{TestCluster.HostAddress}:{FreePort.Find(IPAddress.Parse(TestCluster.HostAddress))}"),
            ["DEIS_LOCAL_Kubernetes__Kubeconfig"] = TestCluster.ControllerKubeconfig,
            ["DEIS_LOCAL_RouterKubernetes__Kubeconfig"] = TestCluster.RouterKubeconfig,
            ["DEIS_LOCAL_KubernetesRuntime__SlugRunnerImage"] = TestCluster.SlugRunnerImage,
            ["DEIS_LOCAL_KubernetesRuntime__SettleTime"] = "00:00:02",
            ["DEIS_LOCAL_KubernetesRuntime__DrainTime"] = "00:00:02",
            ["DEIS_LOCAL_Deploy__GracePeriod"] = "00:00:10",
            ["DEIS_LOCAL_Deploy__TidyInterval"] = "00:00:01",
        },
    };

    public async Task InitializeAsync()
    {
        // Also made when all its tests are skipped.
        if (TestCluster.Folder is null)
            return;
        Platform = Create();
        await Platform.StartAsync();
        Alice = await Person.RegisterAsync(Platform, "alice");
    }

    public async Task DisposeAsync()
    {
        if (Platform is null)
            return;
        await Platform.DisposeAsync();
        Alice?.Dispose();
    }
}
