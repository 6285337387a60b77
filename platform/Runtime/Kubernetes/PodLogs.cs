using System.Text;
using Deis.Kubernetes;
using Deis.Platform.Runtime.Kubernetes.Output;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>What pods have written. Kubernetes keeps it as long as the pod is there, and mixes standard output and error.</summary>
internal sealed class PodLogs(k8s.Kubernetes client, KubernetesRuntimeOptions options)
{
    private const int TailLines = 20;

    /// <summary>The last lines of a pod; of its last container when that ended and another one runs already. Empty when there are none to be had.</summary>
    public async Task<IReadOnlyList<string>> TailAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var runsAgain = PodFacts.Container(pod) is { State.Running: not null, LastState.Terminated: not null };
        try
        {
            var text = await LastLinesAsync(pod, previous: runsAgain, TailLines, cancellationToken);
            // What has no time is from the node, which cannot tell more.
            return [.. text.Split('\n').Select(LogTime.Split).OfType<(string Time, string Text)>().Select(line => line.Text)];
        }
        catch (HttpOperationException)
        {
            // No container has started yet, or the pod is gone.
            return [];
        }
    }

    /// <summary>All that a pod has written, or beginning and end of it; null when the pod is gone.</summary>
    public async Task<string?> ReadAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        HeadAndTail kept = new(options.MaxRunOutputBytes);
        try
        {
            await using var stream = await client.CoreV1.ReadNamespacedPodLogAsync(pod.Metadata.Name, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
            var piece = new byte[1 << 16];
            while (await stream.ReadAsync(piece, cancellationToken) is > 0 and var size)
                kept.Add(piece.AsSpan(0, size));
            var text = kept.Text();
            return text.Length == 0 || text[^1] == '\n' ? text : await WithoutComplaintAsync(pod, text, cancellationToken);
        }
        catch (HttpOperationException exception) when (KubernetesApiException.From(exception).IsNotFound)
        {
            return null;
        }
        catch (HttpOperationException exception)
        {
            throw KubernetesApiException.From(exception);
        }
    }

    // A node that cannot read what there is says so in its place, without the end of a line. Times would tell both apart, but older nodes put them into long lines too: only the last
    // line, if it has no end, is asked for with its time.
    private async Task<string> WithoutComplaintAsync(V1Pod pod, string text, CancellationToken cancellationToken)
    {
        var told = await LastLinesAsync(pod, previous: false, count: 1, cancellationToken);
        var last = told[(told.LastIndexOf('\n') + 1)..];
        if (last.Length == 0)
            return text[..(text.LastIndexOf('\n') + 1)];
        return LogTime.Split(last) is null && text.EndsWith(last, StringComparison.Ordinal) ? text[..^last.Length] : text;
    }

    // Each with its time.
    private async Task<string> LastLinesAsync(V1Pod pod, bool previous, int count, CancellationToken cancellationToken)
    {
        await using var stream = await client.CoreV1.ReadNamespacedPodLogAsync(
            pod.Metadata.Name, pod.Metadata.NamespaceProperty, previous: previous, tailLines: count, timestamps: true, cancellationToken: cancellationToken);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
