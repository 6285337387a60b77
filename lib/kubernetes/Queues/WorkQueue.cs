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
    // Timers go no further.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(49);

    private readonly Lock _lock = new();
    private readonly Channel<TKey> _waiting = Channel.CreateUnbounded<TKey>();
    private readonly HashSet<TKey> _added = [];
    private readonly HashSet<TKey> _running = [];
    private readonly Dictionary<TKey, ITimer> _later = [];

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
    /// again, null for not before it is added; what it has returned last counts.</summary>
    public async Task RunAsync(int workers, Func<TKey, CancellationToken, Task<TimeSpan?>> work, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(work, cancellationToken)));
        }
        finally
        {
            lock (_lock)
            {
                foreach (var timer in _later.Values)
                    timer.Dispose();
                _later.Clear();
            }
        }
    }

    private async Task WorkAsync(Func<TKey, CancellationToken, Task<TimeSpan?>> work, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var key in _waiting.Reader.ReadAllAsync(cancellationToken))
            {
                Begin(key);
                try
                {
                    AddLater(key, await work(key, cancellationToken));
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

    // One timer for each thing: whoever is looked at often and always wants to be seen again would have one for each look.
    private void AddLater(TKey key, TimeSpan? pause)
    {
        lock (_lock)
        {
            if (_later.Remove(key, out var former))
                former.Dispose();
            if (pause is { } wait)
                _later[key] = time.CreateTimer(_ => Add(key), state: null, wait < _longest ? wait : _longest, Timeout.InfiniteTimeSpan);
        }
    }
}
