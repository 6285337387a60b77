using System.Collections.Concurrent;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>
/// The only loop that takes and gives up holds. Because both happen here, one after the other, a hold can never be given up under a session
/// that was just opened on it.
/// </summary>
internal sealed partial class Pump(WorkerContext worker, SessionTable sessions, SessionServices services, Func<bool> isListening)
{
    private static readonly TimeSpan[] SecondLooks =
        [TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];

    private const int LargestClaim = 64;

    private readonly ConcurrentQueue<(long Id, int Epoch)> _releases = new();
    private readonly ConcurrentQueue<LostStep> _lost = new();
    private DateTimeOffset? _nextTimer;

    /// <summary>Gives an idle hold up.</summary>
    public void Release(long id, int epoch)
    {
        _releases.Enqueue((id, epoch));
        worker.Signals.Work.Set();
    }

    /// <summary>Gives the hold of a lost step up, to be tried again.</summary>
    public void Retry(LostStep step)
    {
        _lost.Enqueue(step);
        worker.Signals.Work.Set();
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var look = 0;
        var failures = 0;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await GiveUpAsync(cancellation);
                var isFull = await TakeAsync(cancellation);
                failures = 0;
                if (!isFull)
                {
                    worker.Signals.WaitingWorker = worker.WantsPlace ? null : worker.Identity.Id;
                    look = await worker.Signals.Work.WaitAsync(NextLook(look), cancellation) ? 0 : look + 1;
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                worker.NeedsResync = true;
                worker.Signals.WaitingWorker = null;
                var pause = TimeSpan.FromMilliseconds(Math.Min(5000, 100 * Math.Pow(2, Math.Min(failures++, 10))));
                LogLookFailed(services.Logger, error.Message, pause);
                await Task.Delay(pause, worker.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        worker.Signals.WaitingWorker = null;
    }

    /// <summary>Gives up what sessions left behind.</summary>
    public async Task GiveUpAsync(CancellationToken cancellation)
    {
        foreach (var hold in sessions.Evict())
        {
            _releases.Enqueue(hold);
        }

        if (worker.NeedsResync)
        {
            worker.NeedsResync = false;
            await worker.Store.ResyncAsync(worker.Identity.Id, sessions.Ids, services.Activities.Held, cancellation);
        }

        // A session that was opened meanwhile on the same hold needs it; this loop opens them, so the look is exact.
        await DrainAsync(
            _releases, hold => !sessions.Knows(hold.Id), holds => worker.Store.ReleaseAsync(worker.Identity.Id, holds, cancellation));
        await DrainAsync(
            _lost, step => !sessions.Knows(step.Id), lost => RetryAsync(lost, cancellation));
    }

    private async Task RetryAsync(IReadOnlyList<LostStep> lost, CancellationToken cancellation)
    {
        await worker.Store.RetryAsync(worker.Identity.Id, lost, cancellation);
        if (lost.Any(step => step.IsForOthers))
        {
            worker.Notifier.Work();
        }
    }

    private static async Task DrainAsync<T>(ConcurrentQueue<T> queue, Predicate<T> isWanted, Func<IReadOnlyList<T>, Task> action)
    {
        var items = new List<T>();
        while (queue.TryDequeue(out var item))
        {
            if (isWanted(item))
            {
                items.Add(item);
            }
        }

        if (items.Count == 0)
        {
            return;
        }

        try
        {
            await action(items);
        }
        catch
        {
            foreach (var item in items)
            {
                queue.Enqueue(item);
            }

            throw;
        }
    }

    /// <summary>Takes what is due; true when there may be more at once.</summary>
    private async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        var busy = sessions.Busy;
        long[] skipped = [.. busy, .. services.Rejected.Ids];
        var places = Math.Clamp(
            worker.WorkerOptions.Concurrency.MaximumConcurrentOrchestrationWorkItems - busy.Length, 0, LargestClaim);
        var room = services.Activities.Ask(LargestClaim);
        worker.WantsPlace = places == 0 || room == 0;
        Claim? claim = null;
        try
        {
            claim = await worker.Store.ClaimAsync(
                new ClaimRequest(worker.Identity.Id, places, room, skipped, worker.Admission.Filter, sessions.IsCurrent), cancellation);
        }
        finally
        {
            services.Activities.Occupy(claim?.Activities.Count ?? 0);
        }

        worker.Clock.Set(claim.Now);
        _nextTimer = claim.NextTimer;

        await StartAsync(claim.Activities, cancellation);
        var missing = new List<long>();
        foreach (var instance in claim.Instances)
        {
            if (instance is { Loaded: null, IsKnown: false })
            {
                missing.Add(instance.Id);
            }
            else if (instance.Attempts > worker.Options.MaximumTurnAttempts && !HasTerminate(instance))
            {
                await ParkAsync(instance, cancellation);
            }
            else
            {
                sessions.Accept(instance, (loaded, epoch) => new Session(worker, services, loaded, epoch));
            }
        }

        if (missing.Count > 0)
        {
            await worker.Store.DropOrphansAsync(worker.Identity.Id, [.. missing], cancellation);
        }

        return (places > 0 && claim.Instances.Count == places) || (room > 0 && claim.Activities.Count == room);
    }

    private async Task StartAsync(IReadOnlyList<ClaimedActivity> activities, CancellationToken cancellation)
    {
        var rejected = new List<long>();
        foreach (var activity in activities)
        {
            if (worker.Admission.JudgeActivity(activity.Version).Kind == VerdictKind.Reject)
            {
                rejected.Add(activity.Seq);
                continue;
            }

            services.Activities.Start(activity);
        }

        if (rejected.Count > 0)
        {
            services.Activities.GiveBack(rejected.Count);
            await worker.Store.ReturnAsync(worker.Identity.Id, rejected, cancellation);
            worker.Notifier.Work();
        }
    }

    private static bool HasTerminate(ClaimedInstance instance) =>
        instance.Messages.Exists(message => message.Event.Type == EventType.ExecutionTerminated);

    private async Task ParkAsync(ClaimedInstance instance, CancellationToken cancellation)
    {
        var reason = instance.LastError is null
            ? $"The worker died {instance.Attempts - 1} times in a row while the instance took a turn."
            : $"{instance.Attempts - 1} turns in a row could not be stored; the last error: {instance.LastError}";
        LogParked(services.Logger, instance.Loaded?.Info.InstanceId ?? instance.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), reason);
        await worker.Store.ParkAsync(worker.Identity.Id, instance.Id, instance.Epoch, reason, cancellation);
    }

    private TimeSpan NextLook(int look)
    {
        var longest = isListening() ? worker.Options.PollInterval : worker.Options.PollIntervalWithoutListener;
        var wait = look < SecondLooks.Length && SecondLooks[look] < longest ? SecondLooks[look] : longest;
        if (_nextTimer is { } timer)
        {
            // One more millisecond, because local timers may fire a little early.
            var due = timer - worker.Clock.Now + TimeSpan.FromMilliseconds(1);
            wait = due < wait ? due : wait;
        }

        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    [LoggerMessage(650, LogLevel.Warning, "Looking for work failed: {Reason}. The next try is in {Pause}.")]
    private static partial void LogLookFailed(ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(651, LogLevel.Error, "Instance {InstanceId} is parked: {Reason} Release or terminate it after the cause is mended.")]
    private static partial void LogParked(ILogger logger, string instanceId, string reason);
}
