using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>Puts the parts of a worker together, runs them, and stops them in order.</summary>
internal sealed partial class WorkerEngine : IAsyncDisposable
{
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(20);

    private readonly WorkerContext _worker;
    private readonly SessionTable _sessions;
    private readonly ActivityRunner _activities;
    private readonly Committer _committer;
    private readonly SemaphoreSlim _turns;
    private readonly Pump _pump;
    private readonly ILogger _logger;

    public WorkerEngine(WorkerContext worker, Func<bool> isListening)
    {
        _worker = worker;
        _logger = worker.Loggers.CreateLogger<WorkerEngine>();
        _sessions = new SessionTable(worker);
        _turns = new SemaphoreSlim(worker.WorkerOptions.Concurrency.MaximumConcurrentOrchestrationWorkItems);
        _activities = new ActivityRunner(worker) { Deliver = Deliver };
        _committer = new Committer(worker, _activities.Forget);
        var services = new SessionServices
        {
            Committer = _committer,
            Activities = _activities,
            Rejected = new RejectedInstances(worker.Time),
            Turns = _turns,
            Logger = _logger,
            Changed = Announce,
            Closed = Forget,
            Retry = step => _pump!.Retry(step),
        };
        _pump = new Pump(worker, _sessions, services, isListening);
    }

    /// <summary>Runs until asked to stop, then finishes or gives back what is under way.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var abort = new CancellationTokenSource();
        var committing = _committer.RunAsync(abort.Token);
        await _pump.RunAsync(stopping);

        _worker.IsStopping = true;
        await _activities.StopAsync();
        await DrainAsync();
        _committer.Complete();
        await Task.WhenAny(committing, Task.Delay(GoodbyeTime, _worker.Time, CancellationToken.None));
        await abort.CancelAsync();
        await committing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await LeaveAsync();
    }

    public ValueTask DisposeAsync()
    {
        _turns.Dispose();
        _activities.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Deliver(FinishedActivity result)
    {
        if (!_sessions.TryAccept(result))
        {
            _committer.Send(result);
        }
    }

    private void Announce(InstanceInfo instance)
    {
        if (instance.Parent is null)
        {
            _worker.Notifier.InstanceChanged(instance.InstanceId);
        }
        else
        {
            // Sub-orchestrations are seldom waited for from outside; who does, in another process, polls.
            _worker.Signals.InstanceChanged(instance.InstanceId);
        }
    }

    private void Forget(Session session, bool release)
    {
        _sessions.Remove(session);
        if (release)
        {
            _pump.Release(session.Id, session.Epoch);
        }
    }

    private async Task DrainAsync()
    {
        var begun = _worker.Time.GetTimestamp();
        while (_activities.Running > 0 || _sessions.Busy.Length > 0)
        {
            if (_worker.Time.GetElapsedTime(begun) > _worker.Options.ShutdownTimeout)
            {
                LogNotDrained(_logger, _activities.Running, _sessions.Busy.Length);
                return;
            }

            await Task.Delay(DrainLook, _worker.Time, CancellationToken.None);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(GoodbyeTime, _worker.Time);
            await _pump.GiveUpAsync(limit.Token);
            await _worker.Store.LeaveAsync(_worker.Identity.Id, limit.Token);
            _worker.Notifier.Work();
        }
        catch (Exception error)
        {
            LogNoGoodbye(_logger, error.Message);
        }
    }

    [LoggerMessage(680, LogLevel.Warning, "{Activities} activities and {Turns} turns did not end in time; they are given back and run again elsewhere.")]
    private static partial void LogNotDrained(ILogger logger, int activities, int turns);

    [LoggerMessage(681, LogLevel.Warning, "The worker could not give its holds back: {Reason}. Others take them over when its lease ends.")]
    private static partial void LogNoGoodbye(ILogger logger, string reason);
}
