using System.Collections.Concurrent;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>Runs activities, each in a scope of its own, and hands their results on.</summary>
internal sealed partial class ActivityRunner(WorkerContext worker) : IDisposable
{
    /// <summary>Offering an activity to other workers costs the hub about as much as running one that is this short.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(5);

    /// <summary>Short activities wait here for a place when all that wait are done within this time; beyond it other workers may help.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<long, ClaimedActivity> _held = new();
    private readonly Queue<ClaimedActivity> _waiting = new();
    private readonly ConcurrentDictionary<string, TimeSpan> _usualTimes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = worker.Loggers.CreateLogger("Microsoft.DurableTask.Worker.Activities");
    private readonly Lock _places = new();
    private int _used;
    private int _asked;
    private int _running;
    private int _long;

    /// <summary>Takes results; set before the first activity runs.</summary>
    public required Action<FinishedActivity> Deliver { get; init; }

    /// <summary>Activities that run now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Activities taken whose results are not stored yet.</summary>
    public long[] Held => [.. _held.Keys];

    private int Limit => worker.WorkerOptions.Concurrency.MaximumConcurrentActivityWorkItems;

    /// <summary>
    /// Reserves places for activities that are about to be scheduled, or the right to wait for one; returns the ids of those that got either.
    /// </summary>
    public HashSet<int> Reserve(IEnumerable<ScheduleActivity> scheduled) =>
        worker.IsStopping ? [] : [.. scheduled.Where(activity => TryReserve(activity.ActivityName)).Select(activity => activity.Id)];

    /// <summary>
    /// Keeps places for activities that the queue is asked for; returns how many may be asked for. <see cref="Occupy"/> must follow.
    /// </summary>
    public int Ask(int wanted)
    {
        lock (_places)
        {
            _asked = Math.Clamp(Limit - _used, 0, wanted);
            return _asked;
        }
    }

    /// <summary>Takes places for activities that the queue gave, and gives the other kept ones back.</summary>
    public void Occupy(int taken)
    {
        lock (_places)
        {
            _used += taken;
            _asked = 0;
        }
    }

    /// <summary>Gives reserved places back.</summary>
    public void GiveBack(int count)
    {
        lock (_places)
        {
            _used -= count;
        }
    }

    /// <summary>Runs an activity that was reserved for, at once or when a place is free.</summary>
    public void Start(ClaimedActivity activity)
    {
        _held[activity.Seq] = activity;
        lock (_places)
        {
            if (_running >= Limit)
            {
                _waiting.Enqueue(activity);
                return;
            }

            _running++;
        }

        _ = Task.Run(() => RunAsync(activity));
    }

    /// <summary>The result is stored, or will never be.</summary>
    public void Forget(long seq) => _held.TryRemove(seq, out _);

    /// <summary>Tells running activities that the worker stops.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();

    private bool TryReserve(string activity)
    {
        var isShort = IsShort(activity, out var time);
        var limit = worker.LiveWorkers > 1 && !isShort ? Math.Min(Limit, worker.Options.MaximumInlineActivities) : Limit;
        lock (_places)
        {
            var waiting = _used + _asked - Limit;
            if ((_used >= limit || waiting >= 0) && !(isShort && MayWait(waiting, time)))
            {
                return false;
            }

            _used++;
            return true;
        }
    }

    /// <summary>Nothing waits behind activities that may take long.</summary>
    private bool MayWait(int waiting, TimeSpan time) => _long < Limit / 2 && waiting * time < LongestWait * Environment.ProcessorCount;

    private bool IsShort(string activity, out TimeSpan time) => _usualTimes.TryGetValue(activity, out time) && time < Short;

    private async Task RunAsync(ClaimedActivity activity)
    {
        var isLong = !IsShort(activity.Name, out _);
        Count(isLong, 1);
        try
        {
            FinishedActivity? result;
            using (var span = EngineTracing.StartActivity(activity))
            {
                result = await ExecuteAsync(activity);
                EngineTracing.EndActivity(span, result);
            }

            worker.Metrics.ActivityEnded(activity.Name, result);
            if (result is not null)
            {
                Deliver(result);
            }
        }
        finally
        {
            Count(isLong, -1);
            if (Next() is { } next)
            {
                _ = Task.Run(() => RunAsync(next));
            }
            else
            {
                worker.PlaceFreed();
            }
        }
    }

    private void Count(bool isLong, int change)
    {
        if (isLong)
        {
            lock (_places)
            {
                _long += change;
            }
        }
    }

    /// <summary>Gives the place to one that waits, or back. Those that wait when the worker stops go back to the queue with its leave.</summary>
    private ClaimedActivity? Next()
    {
        lock (_places)
        {
            _used--;
            if (!worker.IsStopping && _waiting.TryDequeue(out var next))
            {
                return next;
            }

            _running--;
            return null;
        }
    }

    private async Task<FinishedActivity?> ExecuteAsync(ClaimedActivity activity)
    {
        if (activity.Attempts > worker.Options.MaximumActivityAttempts)
        {
            return Fail(activity, FailureTypes.Create(
                FailureTypes.ActivityPoisoned,
                $"The activity '{activity.Name}' was begun {activity.Attempts - 1} times and each time its worker died before it ended."));
        }

        if (worker.Admission.JudgeActivity(activity.Version).Failure is { } mismatch)
        {
            return Fail(activity, mismatch);
        }

        using var monitored = worker.Monitor?.Begin(activity);
        try
        {
            await using var scope = worker.Services.CreateAsyncScope();
            if (!worker.Factory.TryCreateActivity(activity.Name, activity.Version, scope.ServiceProvider, out var task))
            {
                var version = activity.Version.Length == 0 ? string.Empty : $" with version '{activity.Version}'";
                return Fail(activity, FailureTypes.Create(
                    FailureTypes.ActivityNotFound, $"No activity task named '{activity.Name}'{version} was found."));
            }

            LogStarted(_logger, activity.Name, activity.InstanceId);
            var converter = worker.WorkerOptions.DataConverter;
            var context = new ActivityContext(activity.Name, activity.InstanceId, activity.Version, _stopping.Token);
            var output = await RunAsync(task, context, converter.Deserialize(activity.Input, task.InputType));
            LogCompleted(_logger, activity.Name, activity.InstanceId);
            return new FinishedActivity(activity, EventType.TaskCompleted, converter.Serialize(output));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Its row goes back to the queue when the worker leaves.
            LogInterrupted(_logger, activity.Name, activity.InstanceId);
            return null;
        }
        catch (Exception error)
        {
            LogFailed(_logger, error, activity.Name, activity.InstanceId);
            return Fail(activity, FailureText.Describe(error, worker.Replay.Properties));
        }
    }

    private async Task<object?> RunAsync(ITaskActivity task, ActivityContext context, object? input)
    {
        var begun = worker.Time.GetTimestamp();
        try
        {
            return await task.RunAsync(context, input);
        }
        finally
        {
            var time = worker.Time.GetElapsedTime(begun);
            _usualTimes.AddOrUpdate(context.Name, time, (_, usual) => usual + ((time - usual) / 8));
        }
    }

    private static FinishedActivity Fail(ClaimedActivity activity, TaskFailureDetails failure) =>
        new(activity, EventType.TaskFailed, FailureText.Write(failure));

    [LoggerMessage(603, LogLevel.Debug, "Activity {Name} of instance {InstanceId} started.")]
    private static partial void LogStarted(ILogger logger, string name, string instanceId);

    [LoggerMessage(604, LogLevel.Debug, "Activity {Name} of instance {InstanceId} completed.")]
    private static partial void LogCompleted(ILogger logger, string name, string instanceId);

    [LoggerMessage(605, LogLevel.Warning, "Activity {Name} of instance {InstanceId} failed.")]
    private static partial void LogFailed(ILogger logger, Exception error, string name, string instanceId);

    [LoggerMessage(606, LogLevel.Information, "Activity {Name} of instance {InstanceId} was interrupted because the worker stops; it will run again.")]
    private static partial void LogInterrupted(ILogger logger, string name, string instanceId);
}
