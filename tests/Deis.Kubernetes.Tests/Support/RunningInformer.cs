using System.Collections.Concurrent;
using Deis.Kubernetes.Informers;
using Deis.Kubernetes.Resources;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.Kubernetes.Tests.Support;

/// <summary>An informer of config maps at work, and what it has told.</summary>
internal sealed class RunningInformer : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _running;

    public RunningInformer(k8s.Kubernetes client, string space, TimeSpan? limit = null, Action<V1ConfigMap>? trim = null)
    {
        Informer = new Informer<V1ConfigMap>(
            new ResourceClient<V1ConfigMap>(client), new ResourceSelection(space, "heritage=test"), Note, TimeProvider.System, NullLogger.Instance)
        {
            WatchLimit = limit ?? TimeSpan.FromMinutes(5),
            Trim = trim,
        };
        _running = Informer.RunAsync(_over.Token);
    }

    public Informer<V1ConfigMap> Informer { get; }

    /// <summary><c>+name</c>, <c>~name</c> or <c>-name</c> for each change.</summary>
    public ConcurrentQueue<string> Told { get; } = [];

    public IEnumerable<string> Names => Informer.All.Select(map => map.Metadata.Name).Order();

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _running;
        _over.Dispose();
    }

    private void Note(ResourceChange<V1ConfigMap> change) =>
        Told.Enqueue((change.Before is null ? "+" : change.After is null ? "-" : "~") + change.Object.Metadata.Name);
}
