using System.Globalization;

namespace Deis.Platform.Runtime;

/// <summary>What an app says by variables of its environment about how it is run (docs/protocol/settings.md).</summary>
internal static class ReleaseWishes
{
    private const string Batches = "DEIS_DEPLOY_BATCHES";
    private const string History = "KUBERNETES_DEPLOYMENTS_REVISION_HISTORY_LIMIT";
    private const string PullPolicy = "IMAGE_PULL_POLICY";
    private const string PodAddress = "DEIS_EXPOSE_POD_IP";

    /// <summary>How many processes of a new release may start at once; null for what the platform says.</summary>
    public static int? StartingAtOnce(Workload workload) => Number(workload, Batches) is > 0 and var batches ? batches : null;

    /// <summary>How many former releases a cluster keeps ready to come back; null for what the cluster does.</summary>
    public static int? RevisionsKept(Workload workload) => Number(workload, History);

    /// <summary>When nodes pull the image, in the words of Kubernetes; null for what the platform says.</summary>
    public static string? ImagePullPolicy(Workload workload) => workload.Environment.GetValueOrDefault(PullPolicy) is { Length: > 0 } policy ? policy : null;

    /// <summary>True when processes want to know the address of their pod, as <c>POD_IP</c>.</summary>
    public static bool WantsPodAddress(Workload workload) => string.Equals(workload.Environment.GetValueOrDefault(PodAddress), "true", StringComparison.OrdinalIgnoreCase);

    private static int? Number(Workload workload, string name) =>
        workload.Environment.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
