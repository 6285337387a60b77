using Microsoft.DurableTask;

namespace DurableTask.Postgres.Replay;

/// <summary>
/// External events of one execution: those nobody waited for are kept in order of arrival; of several waiters the newest is served
/// first (docs/protocol/durable-task.md §5). Names ignore case.
/// </summary>
internal sealed class EventInbox(DataConverter converter, TurnScheduler scheduler)
{
    private readonly Dictionary<string, List<IWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly LinkedList<HistoryEvent> _unread = new();

    private interface IWaiter
    {
        Type PayloadType { get; }

        void Deliver(string? payload);
    }

    /// <summary>True while the code waits for some event.</summary>
    public bool HasWaiters => _waiters.Values.Any(waiters => waiters.Count > 0);

    /// <summary>Events nobody waited for, in order of arrival.</summary>
    public IReadOnlyList<HistoryEvent> Unread => [.. _unread];

    /// <summary>Hands an event to the newest waiter or keeps it.</summary>
    public void Deliver(HistoryEvent raised)
    {
        if (_waiters.TryGetValue(raised.Name!, out var waiters) && waiters.Count > 0)
        {
            var newest = waiters[^1];
            waiters.RemoveAt(waiters.Count - 1);
            newest.Deliver(raised.Payload);
        }
        else
        {
            _unread.AddLast(raised);
        }
    }

    /// <summary>Takes the oldest kept event of that name, or waits for the next.</summary>
    /// <exception cref="ArgumentException">The name is empty, or somebody waits for it with another type.</exception>
    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        var waiter = new Waiter<T>(converter);
        for (var node = _unread.First; node is not null; node = node.Next)
        {
            if (string.Equals(node.Value.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                _unread.Remove(node);
                waiter.Deliver(node.Value.Payload);
                return waiter.Task;
            }
        }

        Push(name, waiter, cancellation);
        return waiter.Task;
    }

    private void Push<T>(string name, Waiter<T> waiter, CancellationToken cancellation)
    {
        if (!_waiters.TryGetValue(name, out var waiters))
        {
            _waiters.Add(name, waiters = []);
        }

        if (waiters.Find(other => other.PayloadType != typeof(T)) is { } different)
        {
            throw new ArgumentException(
                $"The event '{name}' is already awaited as {different.PayloadType}; it cannot be awaited as {typeof(T)} at the same time.",
                nameof(name));
        }

        waiters.Add(waiter);
        if (cancellation.CanBeCanceled)
        {
            waiter.Registration = cancellation.Register(() => Abandon(waiters, waiter, cancellation), useSynchronizationContext: false);
        }
    }

    private void Abandon<T>(List<IWaiter> waiters, Waiter<T> waiter, CancellationToken cancellation)
    {
        if (!scheduler.IsCurrent)
        {
            scheduler.MarkEscaped();
            return;
        }

        // A waiter that stayed would swallow the next event.
        waiters.Remove(waiter);
        waiter.Cancel(cancellation);
    }

    private sealed class Waiter<T>(DataConverter converter) : IWaiter
    {
        private readonly TaskCompletionSource<T> _source = new();

        public Type PayloadType => typeof(T);

        public Task<T> Task => _source.Task;

        public CancellationTokenRegistration Registration { private get; set; }

        public void Deliver(string? payload)
        {
            Registration.Dispose();
            T value;
            try
            {
                value = converter.Deserialize<T>(payload)!;
            }
            catch (Exception error)
            {
                _source.TrySetException(error);
                return;
            }

            _source.TrySetResult(value);
        }

        public void Cancel(CancellationToken cancellation) => _source.TrySetCanceled(cancellation);
    }
}
