using System.Text.Json;
using Deis.Kubernetes.Resources;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace Deis.Kubernetes.Informers;

/// <summary>
/// Keeps a copy of a selection of objects by one list and then a watch, and tells of every change. It goes on where a broken watch stopped, and lists
/// again when the server no longer knows that version; what was deleted meanwhile is told then. Bookkeeping of the server (<c>managedFields</c>) is left out.
/// </summary>
/// <typeparam name="T">Model of the kind.</typeparam>
/// <param name="resources">Client for the kind.</param>
/// <param name="selection">Which objects.</param>
/// <param name="changed">Is told of each change, in order, before the next is read; it must be quick and must not throw.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when the copy may be behind.</param>
public sealed partial class Informer<T>(
    ResourceClient<T> resources, ResourceSelection selection, Action<ResourceChange<T>> changed, TimeProvider time, ILogger logger)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);

    // The server ends a watch by itself; one that lasts longer than this has died without a sign.
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(30);

    private readonly ResourceCache<T> _cache = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _kind = ResourceKind.Of<T>().Kind;
    private string? _version;
    private int _failures;

    /// <summary>Takes out of an object what nobody will read, before it is kept; null to keep all of it.</summary>
    public Action<T>? Trim { get; init; }

    /// <summary>Done when the first list is in the copy.</summary>
    public Task Synced => _synced.Task;

    /// <summary>All objects that are known now.</summary>
    public IEnumerable<T> All => _cache.All;

    /// <summary>How long a watch lasts at the server before it is opened again; a fifth more or less, so that clients do not return in step.</summary>
    internal TimeSpan WatchLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many lists were fetched; more than one means that the server had forgotten where a watch stopped.</summary>
    internal int Lists { get; private set; }

    /// <summary>The objects of one namespace that are known now.</summary>
    public IEnumerable<T> In(string space) => _cache.In(space);

    /// <summary>One object, or null when it is not known.</summary>
    public T? Find(string space, string name) => _cache.Find(space, name);

    /// <summary>Follows the selection until it is cancelled; failures are logged and tried again after growing pauses.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                _version ??= await ListAsync(cancellationToken);
                await WatchAsync(_version, cancellationToken);
                _failures = 0;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KubernetesApiException exception) when (exception.IsExpired)
            {
                LogExpired(_kind);
                _version = null;
                await PauseAsync(cancellationToken);
            }
            catch (JsonException exception)
            {
                // What stood in the line is unknown, so what is known may be wrong.
                LogBroken(exception, _kind);
                _version = null;
                await PauseAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is, from a broken connection to a credential plugin that fails: a copy that no longer follows is worse.
                if (exception is KubernetesApiException or HttpRequestException or IOException)
                    LogInterrupted(_kind, exception.Message);
                else
                    LogBroken(exception, _kind);
                await PauseAsync(cancellationToken);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await resources.ListAsync(selection, item => Slim(item), cancellationToken);
        Lists++;
        foreach (var gone in _cache.Except(list.Items))
            Tell(_cache.Remove(gone));
        foreach (var item in list.Items)
            Tell(_cache.Set(item));
        _synced.TrySetResult();
        return list.Version;
    }

    private async Task WatchAsync(string version, CancellationToken cancellationToken)
    {
        var limit = WatchLimit * (0.8 + (Random.Shared.NextDouble() * 0.4));
        using CancellationTokenSource dead = new(limit + _tolerance, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(dead.Token, cancellationToken);
        await foreach (var told in resources.WatchAsync(selection, version, limit, stop.Token))
        {
            _version = told.Object.Metadata.ResourceVersion;
            _failures = 0;
            if (told.Type == WatchEventType.Bookmark)
                continue;
            Tell(told.Type == WatchEventType.Deleted ? _cache.Remove(Slim(told.Object)) : _cache.Set(Slim(told.Object)));
        }
    }

    private void Tell(ResourceChange<T>? change)
    {
        if (change is { } told)
            changed(told);
    }

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        var pause = _firstPause * Math.Pow(2, Math.Min(_failures++, 20)) * (0.8 + (Random.Shared.NextDouble() * 0.4));
        await Task.Delay(pause < _longestPause ? pause : _longestPause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private T Slim(T value)
    {
        value.Metadata.ManagedFields = null;
        Trim?.Invoke(value);
        return value;
    }

    [LoggerMessage(2500, LogLevel.Information, "The API server no longer knows where the watch of {Kind} stopped; all are listed again.")]
    private partial void LogExpired(string kind);

    // A server that is away or refuses says so itself; where in our code that was noticed helps nobody.
    [LoggerMessage(2502, LogLevel.Warning, "The watch of {Kind} broke; what is known may be behind until it is open again: {Reason}")]
    private partial void LogInterrupted(string kind, string reason);

    [LoggerMessage(2501, LogLevel.Warning, "The watch of {Kind} broke; what is known may be behind until it is open again.")]
    private partial void LogBroken(Exception exception, string kind);
}
