using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>What the parts of one worker share.</summary>
internal sealed class WorkerContext
{
    private volatile bool _isStopping;
    private volatile bool _needsResync;
    private volatile bool _wantsPlace;

    /// <summary>Who this worker is.</summary>
    public required WorkerIdentity Identity { get; init; }

    /// <summary>Where instances live.</summary>
    public required IWorkStore Store { get; init; }

    /// <summary>The engine's options.</summary>
    public required DurableTaskPostgresOptions Options { get; init; }

    /// <summary>The worker's options.</summary>
    public required DurableTaskWorkerOptions WorkerOptions { get; init; }

    /// <summary>Makes task objects.</summary>
    public required IVersionedTaskFactory Factory { get; init; }

    /// <summary>Which tasks this worker runs.</summary>
    public required Admission Admission { get; init; }

    /// <summary>Cancelled when the worker is to stop.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>The host's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Wake-ups within the process.</summary>
    public required HubSignals Signals { get; init; }

    /// <summary>Wake-ups of everyone.</summary>
    public required IHubNotifier Notifier { get; init; }

    /// <summary>The store's clock.</summary>
    public required DatabaseClock Clock { get; init; }

    /// <summary>The process's clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes loggers.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>The meter.</summary>
    public required EngineMetrics Metrics { get; init; }

    /// <summary>What orchestrators need.</summary>
    public required ReplaySettings Replay { get; init; }

    /// <summary>Who wants to know which activities run; null: nobody.</summary>
    public IActivityMonitor? Monitor { get; init; }

    /// <summary>True once the worker takes no more work and keeps no holds.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    /// <summary>True when the database may think that this worker holds something that it does not know of.</summary>
    public bool NeedsResync
    {
        get => _needsResync;
        set => _needsResync = value;
    }

    /// <summary>Workers alive in the hub, this one included.</summary>
    public int LiveWorkers => Signals.LiveWorkers;

    /// <summary>True while the worker leaves the queues alone because all of its places are taken.</summary>
    public bool WantsPlace
    {
        get => _wantsPlace;
        set => _wantsPlace = value;
    }

    /// <summary>A turn or activity has ended; if its place was wanted, the queues are looked at again.</summary>
    public void PlaceFreed()
    {
        if (_wantsPlace)
        {
            Signals.Work.Set();
        }
    }

    /// <summary>Wakes whoever a commit gave work to.</summary>
    public void Wake(CommitResult result)
    {
        if (result.WakesThisWorker)
        {
            Signals.Work.Set();
        }

        if (result.WakesOthers && LiveWorkers > 1)
        {
            Notifier.Work();
        }
    }
}
