using System.Threading.Channels;

namespace Deis.Kubernetes.Queues;

/// <summary>
/// Things to look at again. A thing that is added while it waits is looked at once; one that is added while it is being looked at is looked at once more
/// afterwards, never twice at a time. Thread safe.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class WorkQueue<TKey>(TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Channel<TKey> _waiting = Channel.CreateUnbounded<TKey>();
    private readonly HashSet<TKey> _added = [];
    private readonly HashSet<TKey> _running = [];

    /// <summary>Adds a thing.</summary>
    public void Add(TKey key)
    {
        lock (_lock)
        {
            if (_added.Add(key) && !_running.Contains(key))
                _waiting.Writer.TryWrite(key);
        }
    }

    /// <summary>Looks at things until it is cancelled. What <paramref name="work"/> throws ends the queue; it returns after how long it wants to see its thing
    /// again, null for not before it is added.</summary>
    public Task RunAsync(int workers, Func<TKey, CancellationToken, Task<TimeSpan?>> work, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(work, cancellationToken)));

    private async Task WorkAsync(Func<TKey, CancellationToken, Task<TimeSpan?>> work, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var key in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                Begin(key);
                try
                {
                    if (await work(key, cancellationToken) is { } pause)
                        _ = AddLaterAsync(key, pause, cancellationToken);
                }
                finally
                {
                    End(key);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the end
        }
    }

    private void Begin(TKey key)
    {
        lock (_lock)
        {
            _added.Remove(key);
            _running.Add(key);
        }
    }

    private void End(TKey key)
    {
        lock (_lock)
        {
            _running.Remove(key);
            if (_added.Contains(key))
                _waiting.Writer.TryWrite(key);
        }
    }

    private async Task AddLaterAsync(TKey key, TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!cancellationToken.IsCancellationRequested)
            Add(key);
    }
}
