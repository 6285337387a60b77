using System.Collections.Concurrent;
using Deis.Kubernetes.Pods;
using Deis.Platform.Logs;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Platform.Runtime.Kubernetes.Output;

/// <summary>Carries what the pods of apps write to the log streams, one tail for each pod (docs/protocol/kubernetes-runtime.md §5).</summary>
/// <param name="client">Connection to the cluster.</param>
/// <param name="streams">Where the lines go.</param>
/// <param name="find">A pod as it is known now; null when it is gone.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when lines cannot be had or carried.</param>
internal sealed class PodOutput(
    k8s.Kubernetes client, ILogStreams streams, Func<string, string, V1Pod?> find, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PodTail> _tails = new(StringComparer.Ordinal);
    private readonly PodLogClient _logs = new(client);
    private readonly CancellationTokenSource _over = new();
    private readonly DateTimeOffset _began = time.GetUtcNow();

    /// <summary>Takes in a pod that is new or has changed. Not thread safe: one informer calls it.</summary>
    public void Look(V1Pod pod)
    {
        // A run that began before this platform was carried by another, up to some line.
        var tail = _tails.GetOrAdd(pod.Metadata.Uid, _ => new PodTail(
            pod, _logs, streams, find, mayHaveBeenCarried: new DateTimeOffset(pod.Metadata.CreationTimestamp!.Value) < _began, time, logger, _over.Token));
        tail.Look(pod);
    }

    /// <summary>Takes in that a pod is gone.</summary>
    public void Forget(V1Pod pod)
    {
        if (_tails.TryRemove(pod.Metadata.Uid, out var tail))
            tail.End();
    }

    /// <summary>Completes when the log has everything of a pod that has ended, or after <paramref name="limit"/>.</summary>
    public async Task FlushAsync(V1Pod pod, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (_tails.TryGetValue(pod.Metadata.Uid, out var tail))
            await tail.Completion.WaitAsync(limit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Stops carrying. What is not in the log yet is carried by the next platform.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_tails.Values.Select(tail => tail.Completion)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }
}
