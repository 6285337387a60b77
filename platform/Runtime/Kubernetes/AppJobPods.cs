using System.Net;
using Deis.Kubernetes;
using Deis.Kubernetes.Resources;
using Deis.Platform.Runtime.Kubernetes.Objects;
using Deis.Platform.Runtime.Kubernetes.State;
using k8s;
using k8s.Models;

namespace Deis.Platform.Runtime.Kubernetes;

/// <summary>Starts and stops the pods of jobs.</summary>
internal sealed class AppJobPods(k8s.Kubernetes client, EnvironmentSecrets secrets, KubernetesRuntimeOptions options, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly ResourceClient<V1Pod> _pods = new(client);

    /// <summary>Starts a job, unless it is there; whoever waits for it from now on is <paramref name="correlation"/>.</summary>
    public async Task StartAsync(JobSpec job, Correlation correlation, CancellationToken cancellationToken)
    {
        var name = KubernetesNames.Pod(job.App, job.Name);
        if (await _pods.FindAsync(job.App, name, cancellationToken) is { } there)
        {
            if (job.Kind == JobKind.Run || JobJudge.Judge(there, options, time.GetUtcNow()).Outcome is not { Reason: RuntimeOutcome.Lost })
            {
                await NoteAsync(job.App, name, KubernetesNames.Annotations(correlation), cancellationToken);
                return;
            }
            await _pods.DeleteAsync(job.App, name, TimeSpan.Zero, cancellationToken);
        }
        var release = job.Release ?? job.Name;
        await secrets.WriteAsync(job.App, release, job.Workload, cancellationToken);
        await CreateAsync(JobPod.Of(job, release, correlation, options), cancellationToken);
    }

    /// <summary>Stops a job: its pod is given no more time, and stays to tell of its end.</summary>
    /// <param name="app">The app.</param>
    /// <param name="pod">Its pod.</param>
    /// <param name="why">For a sentence that ends with it; null when a user wants it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task StopAsync(string app, string pod, string? why, CancellationToken cancellationToken)
    {
        var patch = KubernetesJson.Serialize(new
        {
            metadata = new { annotations = new Dictionary<string, string> { [KubernetesNames.Stopped] = why ?? KubernetesNames.StoppedByUser } },
            spec = new { activeDeadlineSeconds = 1 },
        });
        try
        {
            await _pods.PatchAsync(app, pod, new V1Patch(patch, V1Patch.PatchType.MergePatch), KubernetesNames.Manager, cancellationToken);
        }
        catch (KubernetesApiException exception) when (exception.IsNotFound)
        {
            // it was never there, or its end is forgotten
        }
    }

    /// <summary>Writes annotations of a pod.</summary>
    public Task<V1Pod> NoteAsync(string app, string pod, Dictionary<string, string> annotations, CancellationToken cancellationToken) =>
        _pods.PatchAsync(
            app, pod, new V1Patch(KubernetesJson.Serialize(new { metadata = new { annotations } }), V1Patch.PatchType.MergePatch), KubernetesNames.Manager, cancellationToken);

    private async Task CreateAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await _pods.CreateAsync(pod, cancellationToken);
                return;
            }
            catch (KubernetesApiException exception) when (exception.AlreadyExists && time.GetElapsedTime(began) < _patience)
            {
                // The lost one of that name is still on its way out, or another call was quicker; the latter is found by asking again.
                if (await _pods.FindAsync(pod.Metadata.NamespaceProperty, pod.Metadata.Name, cancellationToken) is { Metadata.DeletionTimestamp: null })
                    return;
            }
            catch (KubernetesApiException exception) when (IsTooEarly(exception) && time.GetElapsedTime(began) < _patience)
            {
                // it is made in a moment
            }
            await Task.Delay(_pause, time, cancellationToken);
        }
    }

    private static bool IsTooEarly(KubernetesApiException exception) =>
        exception.Code == HttpStatusCode.Forbidden && KubernetesNames.LacksServiceAccount(exception.Message);
}
