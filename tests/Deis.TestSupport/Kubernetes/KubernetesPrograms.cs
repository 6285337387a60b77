namespace Deis.TestSupport.Kubernetes;

/// <summary>The programs of a real Kubernetes, as tests/cluster/build.sh makes them.</summary>
public static class KubernetesPrograms
{
    /// <summary>Debian's etcd.</summary>
    public const string Etcd = "/usr/bin/etcd";

    private static readonly string _folder = Path.Combine(TestCache.Root, "kubernetes", "bin");

    /// <summary>Kubernetes' API server.</summary>
    public static string ApiServer { get; } = Path.Combine(_folder, "kube-apiserver");

    /// <summary>Why an API server cannot be started on this machine; null when it can.</summary>
    public static string? Missing { get; } =
        !File.Exists(Path.Combine(_folder, ".version")) ? "Kubernetes is not built here: ./test cluster does it"
        : !File.Exists(Etcd) ? "etcd is not installed here: ./test cluster does it"
        : null;
}
