using Deis.Kubernetes.Resources;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>What the cluster has noted about pods. Asked for only when somebody wants an explanation: there are many.</summary>
internal sealed class PodEvents(k8s.Kubernetes client)
{
    private readonly ResourceClient<Corev1Event> _events = new(client);

    /// <summary>What is wrong with a pod by the newest warning about it, for a sentence that begins with its name.</summary>
    public async Task<string> ExplainAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var events = await _events.ListAsync(
            new ResourceSelection(pod.Metadata.NamespaceProperty, Fields: $"involvedObject.name={pod.Metadata.Name},involvedObject.kind=Pod,type=Warning"), cancellationToken);
        var newest = events.Items.MaxBy(told => told.LastTimestamp ?? told.EventTime ?? told.Metadata.CreationTimestamp);
        return newest is null ? "is not ready" : newest.Reason == "Unhealthy" ? $"is not ready: {newest.Message}" : $"{newest.Reason}: {newest.Message}";
    }
}
