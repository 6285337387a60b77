using System.Threading.Channels;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>
/// Commits steps and activity results in batches. An idle one never waits to fill a batch: while one transaction is under way the next one
/// fills by itself. Another lane is opened for full batches only, since many small transactions cost the database more than the wait for one
/// under way, and all workers of a hub share its database. When a batch fails, its members are tried alone, so that one bad instance holds
/// nobody back.
/// </summary>
internal sealed partial class Committer(WorkerContext worker, Action<long> activityStored)
{
    private const int MaximumAttempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>();
    private readonly ILogger _logger = worker.Loggers.CreateLogger<Committer>();
    private TaskCompletionSource _filled = new();

    private bool HasFullBatch => _items.Reader.Count >= worker.Options.CommitBatchSize;

    /// <summary>Commits a step and says what became of it.</summary>
    public Task<StepReceipt> CommitAsync(Step step)
    {
        var item = new StepItem(step);
        if (!Add(item))
        {
            item.Done.SetResult(new StepReceipt(CommitOutcome.Refused, null, null));
        }

        return item.Done.Task;
    }

    /// <summary>Sends an activity's result to its instance as a message; it is tried until the database answers.</summary>
    public void Send(FinishedActivity result) => Add(new ResultItem(result, TimeSpan.Zero));

    /// <summary>Takes no more; the lanes end when everything is done.</summary>
    public void Complete() => _items.Writer.TryComplete();

    /// <summary>Runs until <see cref="Complete"/>, or until cancelled: then what is left stays undone.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var lanes = new List<Task>();
        while (await _items.Reader.WaitToReadAsync(cancellation))
        {
            if (lanes.Count == 0 || (lanes.Count < worker.Options.CommitLanes && HasFullBatch))
            {
                var batch = TakeBatch();
                lanes.Add(Task.Run(() => CommitAsync(batch, cancellation), cancellation));
            }
            else
            {
                await WaitForLaneAsync(lanes);
            }
        }

        await Task.WhenAll(lanes);
    }

    /// <summary>Waits until a lane is free or, when another one may be opened, until there is a full batch for it.</summary>
    private async Task WaitForLaneAsync(List<Task> lanes)
    {
        if (lanes.Count < worker.Options.CommitLanes)
        {
            var filled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _filled, filled);
            if (!HasFullBatch)
            {
                await Task.WhenAny([.. lanes, filled.Task]);
            }
        }
        else
        {
            await Task.WhenAny(lanes);
        }

        foreach (var ended in lanes.FindAll(lane => lane.IsCompleted))
        {
            lanes.Remove(ended);
            await ended;
        }
    }

    private bool Add(Item item)
    {
        if (!_items.Writer.TryWrite(item))
        {
            return false;
        }

        if (HasFullBatch)
        {
            Volatile.Read(ref _filled).TrySetResult();
        }

        return true;
    }

    private List<Item> TakeBatch()
    {
        var batch = new List<Item>();
        while (batch.Count < worker.Options.CommitBatchSize && _items.Reader.TryRead(out var item))
        {
            batch.Add(item);
        }

        return batch;
    }

    private async Task CommitAsync(List<Item> batch, CancellationToken cancellation)
    {
        var (outcome, error) = await TryCommitAsync(batch, cancellation);
        if (outcome == CommitOutcome.Committed)
        {
            return;
        }

        if (outcome != CommitOutcome.Unknown && batch.Count > 1)
        {
            foreach (var item in batch)
            {
                await CommitAsync([item], cancellation);
            }

            return;
        }

        worker.NeedsResync |= outcome == CommitOutcome.Unknown;
        foreach (var item in batch)
        {
            GiveBack(item, outcome, error, cancellation);
        }
    }

    private async Task<(CommitOutcome Outcome, string? Error)> TryCommitAsync(List<Item> batch, CancellationToken cancellation)
    {
        var steps = batch.OfType<StepItem>().ToArray();
        var results = batch.OfType<ResultItem>().Select(item => item.Result).ToArray();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var stored = await worker.Store.CommitAsync(
                    worker.Identity.Id, [.. steps.Select(item => item.Step)], results, cancellation);
                worker.Metrics.Committed(batch.Count);
                Report(steps, results, stored);
                return (CommitOutcome.Committed, null);
            }
            catch (StepRefusedException error)
            {
                return (CommitOutcome.Refused, error.Message);
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                var (fault, reason) = worker.Store.Judge(error);
                switch (fault)
                {
                    case StoreFault.Conflict when attempt < MaximumAttempts:
                        LogConflict(_logger, reason, attempt);
                        break;
                    case StoreFault.Conflict or StoreFault.Rejected:
                        return (CommitOutcome.Failed, reason);
                    case StoreFault.Outage:
                        LogOutage(_logger, reason, batch.Count);
                        return (CommitOutcome.Unknown, reason);
                    default:
                        LogBroken(_logger, error);
                        return (CommitOutcome.Failed, reason);
                }
            }
        }
    }

    private void Report(StepItem[] steps, FinishedActivity[] results, CommitResult stored)
    {
        foreach (var result in results)
        {
            activityStored(result.Activity.Seq);
        }

        foreach (var item in steps)
        {
            foreach (var local in item.Step.LocalResults)
            {
                activityStored(local.Activity.Seq);
            }

            item.Done.SetResult(new StepReceipt(CommitOutcome.Committed, stored, null));
        }

        worker.Wake(stored);
    }

    private void GiveBack(Item item, CommitOutcome outcome, string? error, CancellationToken cancellation)
    {
        if (item is StepItem step)
        {
            step.Done.SetResult(new StepReceipt(outcome, null, error));
            return;
        }

        var lost = (ResultItem)item;
        if (outcome == CommitOutcome.Unknown)
        {
            // Not waited for here: results that pause must not hold back the lane's other work when the database is back.
            _ = SendLaterAsync(lost with { Pause = Longer(lost.Pause) }, cancellation);
        }
        else if (lost.Result.Type == EventType.TaskCompleted)
        {
            // The database does not take this result (a NUL character, for example): the orchestrator is told instead.
            var failure = FailureTypes.Create("ActivityResultNotStored", $"The activity's result could not be stored: {error}");
            Send(lost.Result with { Type = EventType.TaskFailed, Payload = FailureText.Write(failure) });
        }
        else
        {
            LogResultLost(_logger, lost.Result.Activity.Name, lost.Result.Activity.InstanceId, error);
            activityStored(lost.Result.Activity.Seq);
            worker.NeedsResync = true;
            worker.Signals.Work.Set();
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause < LongestPause ? pause + FirstPause : LongestPause;

    private async Task SendLaterAsync(ResultItem result, CancellationToken cancellation)
    {
        await Task.Delay(result.Pause, worker.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!Add(result))
        {
            activityStored(result.Result.Activity.Seq);
        }
    }

    private abstract record Item;

    private sealed record StepItem(Step Step) : Item
    {
        public TaskCompletionSource<StepReceipt> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record ResultItem(FinishedActivity Result, TimeSpan Pause) : Item;

    [LoggerMessage(630, LogLevel.Debug, "A commit met a conflict, attempt {Attempt}: {Reason}")]
    private static partial void LogConflict(ILogger logger, string reason, int attempt);

    [LoggerMessage(631, LogLevel.Warning, "The database did not answer a commit of {Count} steps: {Reason}. They are taken up again from what is stored.")]
    private static partial void LogOutage(ILogger logger, string reason, int count);

    [LoggerMessage(632, LogLevel.Error, "A commit broke.")]
    private static partial void LogBroken(ILogger logger, Exception error);

    [LoggerMessage(633, LogLevel.Error, "The failure of activity {Activity} of instance {InstanceId} could not be stored: {Reason}. It will run again.")]
    private static partial void LogResultLost(ILogger logger, string activity, string instanceId, string? reason);
}
