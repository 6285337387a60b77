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
    private readonly ConcurrentDictionary<long, ClaimedActivity> _held = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger = worker.Loggers.CreateLogger("Microsoft.DurableTask.Worker.Activities");
    private int _used;

    /// <summary>Takes results; set before the first activity runs.</summary>
    public required Action<FinishedActivity> Deliver { get; init; }

    /// <summary>Activities that may be taken now.</summary>
    public int Room => Math.Max(0, Limit - Running);

    /// <summary>Activities that run now.</summary>
    public int Running => Volatile.Read(ref _used);

    /// <summary>Activities taken whose results are not stored yet.</summary>
    public long[] Held => [.. _held.Keys];

    private int Limit => worker.WorkerOptions.Concurrency.MaximumConcurrentActivityWorkItems;

    /// <summary>Reserves places for activities that are about to be scheduled; returns how many it got.</summary>
    public int Reserve(int wanted)
    {
        if (worker.IsStopping)
        {
            return 0;
        }

        var limit = worker.LiveWorkers > 1 ? Math.Min(Limit, worker.Options.MaximumInlineActivities) : Limit;
        while (true)
        {
            var used = Volatile.Read(ref _used);
            var granted = Math.Clamp(limit - used, 0, wanted);
            if (granted == 0 || Interlocked.CompareExchange(ref _used, used + granted, used) == used)
            {
                return granted;
            }
        }
    }

    /// <summary>Takes a place for an activity from the queue, which was asked for no more than there was room.</summary>
    public void Occupy() => Interlocked.Increment(ref _used);

    /// <summary>Gives reserved places back.</summary>
    public void GiveBack(int count) => Interlocked.Add(ref _used, -count);

    /// <summary>Runs an activity for which a place is reserved.</summary>
    public void Start(ClaimedActivity activity)
    {
        _held[activity.Seq] = activity;
        _ = Task.Run(() => RunAsync(activity));
    }

    /// <summary>The result is stored, or will never be.</summary>
    public void Forget(long seq) => _held.TryRemove(seq, out _);

    /// <summary>Tells running activities that the worker stops.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(ClaimedActivity activity)
    {
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
            GiveBack(1);
            worker.PlaceFreed();
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
            var output = await task.RunAsync(context, converter.Deserialize(activity.Input, task.InputType));
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
            return Fail(activity, TaskFailureDetails.FromException(error));
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
