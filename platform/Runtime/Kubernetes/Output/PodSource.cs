using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Output;

/// <summary>How the lines of a pod are marked, and to which stream they go.</summary>
internal static class PodSource
{
    private const int SuffixLength = 5;

    /// <summary>The source: that of its job, else type, release and the end of the pod's name.</summary>
    public static string Of(V1Pod pod)
    {
        var job = KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.LogSource);
        return job.Length > 0
            ? job
            : $"{KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Type)}.{KubernetesNames.LabelOf(pod.Metadata, KubernetesNames.Version)}.{pod.Metadata.Name[^Math.Min(SuffixLength, pod.Metadata.Name.Length)..]}";
    }

    /// <summary>The stream: that of its job, else the app's.</summary>
    public static string StreamOf(V1Pod pod) =>
        KubernetesNames.NoteOf(pod.Metadata, KubernetesNames.LogStream) is { Length: > 0 } stream ? stream : pod.Metadata.NamespaceProperty;
}
