using System.Collections.Concurrent;
using System.Diagnostics;
using Deis.Cluster.Support;
using Deis.Kubernetes.Connections;
using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Bench.Cluster;

/// <summary>Notes by a watch of its own when pods of an app become ready; the cluster itself tells whole seconds only.</summary>
internal sealed class ReadyClock : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string Release, long At)> _ready = [];
    private readonly CancellationTokenSource _over = new();
    private readonly k8s.Kubernetes _client = KubernetesConnection.Open(new KubernetesOptions { Kubeconfig = TestCluster.Kubeconfig }, TimeProvider.System);
    private readonly Task _watching;

    public ReadyClock(string app)
    {
        Informer<V1Pod> pods = new(new ResourceClient<V1Pod>(_client), new ResourceSelection(app, "heritage=deis,type=web"), Note, TimeProvider.System, NullLogger.Instance);
        _watching = pods.RunAsync(_over.Token);
    }

    /// <summary>When the last pod of a release became ready, as <see cref="Stopwatch.GetTimestamp"/> tells time.</summary>
    /// <param name="release">The release.</param>
    /// <param name="count">How many pods it must have.</param>
    public long LastOf(string release, int count)
    {
        var times = _ready.Values.Where(pod => pod.Release == release).Select(pod => pod.At).ToList();
        return times.Count == count ? times.Max() : throw new InvalidOperationException($"{times.Count} pods of {release} were ready, and not {count}.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _watching;
        _client.Dispose();
        _over.Dispose();
    }

    private void Note(ResourceChange<V1Pod> change)
    {
        if (change.After?.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true)
        {
            _ready.TryAdd(change.Object.Metadata.Name, (change.Object.Metadata.Labels["version"], Stopwatch.GetTimestamp()));
        }
    }
}
