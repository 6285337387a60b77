using System.Net;
using System.Net.WebSockets;
using Deis.Kubernetes;
using Deis.Kubernetes.Pods;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes.Attach;

/// <summary>Attaches to the pods of commands (docs/protocol/kubernetes-runtime.md §3).</summary>
/// <param name="client">The connection.</param>
/// <param name="view">The pods as the API server told of them last.</param>
/// <param name="jobs">Stops what nobody hears any more.</param>
/// <param name="time">The clock.</param>
internal sealed class PodTalks(k8s.Kubernetes client, ClusterView view, AppJobPods jobs, TimeProvider time)
{
    private const string NotePath = "/metadata/annotations/deis.io~1attached";

    // A node tells of the end of a container a moment after its streams have ended.
    private static readonly TimeSpan _endPatience = TimeSpan.FromSeconds(5);

    private readonly ResourceClient<V1Pod> _pods = new(client);
    private readonly PodStreamClient _streams = new(client);

    /// <summary>The streams of a command that runs; null when somebody else has them, or it has ended meanwhile.</summary>
    public async Task<IAttachedJob?> AttachAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(pod, cancellationToken))
            return null;
        var hasTerminal = pod.Spec.Containers[0].Tty == true;
        PodConnection? input = null;
        PodConnection? output = null;
        try
        {
            // A connection without input would end the input at once.
            output = await OpenAsync(pod, PodStreams.Input | PodStreams.Output | (hasTerminal ? PodStreams.Terminal : PodStreams.Errors), cancellationToken);
            input = hasTerminal ? output : await OpenAsync(pod, PodStreams.Input, cancellationToken);
            if (await HeldStart.ReleaseAsync(input, output, hasTerminal ? [JobStream.Output] : [JobStream.Output, JobStream.Error], time, cancellationToken) is { } early)
            {
                AttachedPod attached = new(input, output, early, (status, over) => status is null ? BrokenAsync(pod, over) : Task.CompletedTask, over => AttendAsync(pod, over));
                (input, output) = (null, null);
                return attached.Attend();
            }
        }
        catch (WebSocketException)
        {
            // It was stopped before it began; or the connection broke, and it will be.
        }
        finally
        {
            input?.Dispose();
            output?.Dispose();
        }
        return null;
    }

    private Task<PodConnection> OpenAsync(V1Pod pod, PodStreams streams, CancellationToken cancellationToken) =>
        _streams.AttachAsync(pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Spec.Containers[0].Name, streams, cancellationToken);

    // Only one of all platforms of the cluster gets it.
    private async Task<bool> TakeAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var patch = KubernetesJson.Serialize(new object[]
        {
            new { op = "test", path = NotePath, value = Attendance.Nobody },
            new { op = "replace", path = NotePath, value = Attendance.NoteAt(time.GetUtcNow()) },
        });
        try
        {
            await _pods.PatchAsync(
                pod.Metadata.NamespaceProperty, pod.Metadata.Name, new V1Patch(patch, V1Patch.PatchType.JsonPatch), KubernetesNames.Manager, cancellationToken);
            return true;
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound || exception.Code == HttpStatusCode.UnprocessableEntity)
        {
            return false;
        }
    }

    private async Task AttendAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Attendance.LimitOf(pod) / 3, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            try
            {
                await jobs.NoteAsync(
                    pod.Metadata.NamespaceProperty, pod.Metadata.Name, new() { [KubernetesNames.Attached] = Attendance.NoteAt(time.GetUtcNow()) }, cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The next one may arrive; when none does, the command counts as left.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // What it writes from now on nobody could ever see.
    private async Task BrokenAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var (app, name) = (pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        using CancellationTokenSource patience = new(_endPatience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await view.PodAsync(app, name, known => PodFacts.Container(known)?.State?.Running is null, over.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await jobs.StopAsync(app, name, "the connection to it broke", cancellationToken);
        }
    }
}
