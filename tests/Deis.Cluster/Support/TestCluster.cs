namespace Deis.Cluster.Support;

/// <summary>The running test cluster; tests/cluster/with.sh tells its folder by the environment.</summary>
internal static class TestCluster
{
    /// <summary>The machine's address as pods see it.</summary>
    public const string HostAddress = "10.77.0.2";

    /// <summary>An image of Debian with a shell.</summary>
    public const string BaseImage = "127.0.0.1:5000/deis/base:1";

    /// <summary>The cluster's folder; null when there is no cluster.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("DEIS_TEST_CLUSTER") is { Length: > 0 } path ? path : null;

    /// <summary>Kubeconfig of an administrator, for what tests look at and break.</summary>
    public static string Kubeconfig => Path.Combine(Folder!, "kubeconfig");

    /// <summary>Kubeconfig of the platform's account, which may do what rbac.yaml says.</summary>
    public static string ControllerKubeconfig => Path.Combine(Folder!, "controller.kubeconfig");

    /// <summary>Kubeconfig of the router's account.</summary>
    public static string RouterKubeconfig => Path.Combine(Folder!, "router.kubeconfig");

    /// <summary>What the accounts of the platform and of the router have asked for.</summary>
    public static string AuditLog => Path.Combine(Folder!, "audit.log");

    /// <summary>Where the audit log ended when this program started; it is there from the first request on.</summary>
    public static long AuditStart { get; } = Folder is not null && File.Exists(AuditLog) ? new FileInfo(AuditLog).Length : 0;

    /// <summary>Image that runs slugs.</summary>
    public static string SlugRunnerImage => File.ReadAllText(Path.Combine(Folder!, "slugrunner-image")).Trim();
}
