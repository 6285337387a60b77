using System.Collections.Concurrent;
using DurableTask.Postgres.Engine;

namespace DurableTask.Postgres.Signals;

/// <summary>What the parts of one process tell each other about the hub: there is work; an instance has changed.</summary>
internal sealed class HubSignals(EngineTime time)
{
    private volatile object? _waitingWorker;
    private volatile int _liveWorkers = 1;
    private readonly ConcurrentDictionary<string, Watch> _watches = new(StringComparer.Ordinal);

    /// <summary>Raised when the queues may hold something new.</summary>
    public AsyncSignal Work { get; } = new(time.Process);

    /// <summary>Workers alive in the hub, as this process's workers last saw; 1 in a process without any.</summary>
    public int LiveWorkers
    {
        get => _liveWorkers;
        set => _liveWorkers = value;
    }

    /// <summary>A worker of this process that waits for work, so that new work need not be told to other processes; null: none.</summary>
    public Guid? WaitingWorker
    {
        get => _waitingWorker as Guid?;
        set => _waitingWorker = value;
    }

    /// <summary>Watches an instance; the caller disposes the watch.</summary>
    public Watch WatchInstance(string instanceId)
    {
        while (true)
        {
            var watch = _watches.GetOrAdd(instanceId, static (id, signals) => new Watch(signals, id), this);
            if (watch.TryEnter())
            {
                return watch;
            }
        }
    }

    /// <summary>Says that an instance has started or ended.</summary>
    public void InstanceChanged(string instanceId)
    {
        if (_watches.TryGetValue(instanceId, out var watch))
        {
            watch.Raise();
        }
    }

    /// <summary>Says that any instance may have changed.</summary>
    public void AnyInstanceChanged()
    {
        foreach (var watch in _watches.Values)
        {
            watch.Raise();
        }
    }

    /// <summary>Shared by all who wait for one instance.</summary>
    internal sealed class Watch(HubSignals owner, string instanceId) : IDisposable
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _changed = NewSource();
        private int _users;

        /// <summary>Ends at the next change after this call.</summary>
        public Task NextChange
        {
            get
            {
                lock (_gate)
                {
                    return _changed.Task;
                }
            }
        }

        public bool TryEnter()
        {
            lock (_gate)
            {
                if (_users < 0)
                {
                    return false;
                }

                _users++;
                return true;
            }
        }

        public void Raise()
        {
            lock (_gate)
            {
                _changed.TrySetResult();
                _changed = NewSource();
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                if (--_users > 0)
                {
                    return;
                }

                _users = -1;
            }

            owner._watches.TryRemove(new KeyValuePair<string, Watch>(instanceId, this));
        }

        private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
