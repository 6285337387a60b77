using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Engine;

/// <summary>
/// An instance that this worker holds, with its live orchestrator. One turn runs at a time; what arrives meanwhile waits for the next.
/// A session never outlives a step that could not be committed: the stored state decides then.
/// </summary>
internal sealed partial class Session(WorkerContext worker, SessionServices services, LoadedInstance loaded, int epoch)
{
    private readonly Lock _gate = new();
    private readonly InstanceInfo _info = loaded.Info;
    private List<Message> _messages = [];
    private List<FinishedActivity> _results = [];
    private OrchestrationRuntimeStatus _status = loaded.Status;
    private IReadOnlyList<HistoryEvent>? _history = loaded.History;
    private OrchestrationExecution? _live;
    private int _attempts;
    private bool _hasMore;
    private bool _isRunning;
    private bool _isClosed;
    private bool _mayBeDue;

    /// <summary>The instance.</summary>
    public long Id => _info.Id;

    /// <summary>The execution.</summary>
    public Guid ExecutionId => _info.ExecutionId;

    /// <summary>The fencing number of the hold.</summary>
    public int Epoch => epoch;

    /// <summary>When it last did something.</summary>
    public long LastUsed { get; private set; } = worker.Time.GetTimestamp();

    /// <summary>True while a step is under way or waits.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _isRunning;
            }
        }
    }

    /// <summary>Takes claimed messages; false when the session is over.</summary>
    public bool TryAccept(ClaimedInstance claimed)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _messages.AddRange(claimed.Messages);
            _attempts = claimed.Attempts;
            _hasMore = claimed.HasMore;
            EnsureRunning();
            return true;
        }
    }

    /// <summary>Takes a result of an activity that ran in this process; false when the session is over.</summary>
    public bool TryAccept(FinishedActivity result)
    {
        lock (_gate)
        {
            if (_isClosed || result.Activity.ExecutionId != ExecutionId)
            {
                return false;
            }

            _results.Add(result);
            EnsureRunning();
            return true;
        }
    }

    /// <summary>Ends the session if it is idle.</summary>
    public bool TryClose()
    {
        lock (_gate)
        {
            if (_isRunning || _isClosed)
            {
                return false;
            }

            _isClosed = true;
            return true;
        }
    }

    private void EnsureRunning()
    {
        if (!_isRunning)
        {
            _isRunning = true;
            _ = Task.Run(RunAsync);
        }
    }

    private bool TryTake(out Inputs inputs)
    {
        lock (_gate)
        {
            inputs = new Inputs(_messages, _results, _attempts, _hasMore);
            if (inputs.IsEmpty || _isClosed)
            {
                _isRunning = false;
                LastUsed = worker.Time.GetTimestamp();
                return false;
            }

            _messages = [];
            _results = [];
            _attempts = 0;
            _hasMore = false;
            return true;
        }
    }

    private async Task RunAsync()
    {
        while (TryTake(out var inputs) && await TakeStepAsync(inputs))
        {
            // The next step takes what arrived during this one.
        }

        worker.PlaceFreed();
        if (_mayBeDue)
        {
            // The look that the last commit asked for may have passed this instance over because its step was not quite over.
            worker.Signals.Work.Set();
        }
    }

    /// <summary>One turn and its commit; false when the session is over.</summary>
    private async Task<bool> TakeStepAsync(Inputs inputs)
    {
        Step? step;
        var begun = worker.Time.GetTimestamp();
        await services.Turns.WaitAsync();
        try
        {
            var verdict = await worker.Admission.JudgeAsync(_info, worker.Stopping);
            if (verdict.Kind == VerdictKind.Reject)
            {
                Reject(inputs);
                return false;
            }

            step = TakeTurn(inputs, verdict.Failure);
        }
        catch (OperationCanceledException) when (worker.Stopping.IsCancellationRequested)
        {
            // The orchestration filter gave up because the worker stops.
            Lose(inputs, null);
            return false;
        }
        catch (Exception error)
        {
            LogTurnBroke(services.Logger, error, _info.InstanceId);
            Lose(inputs, error.Message);
            return false;
        }
        finally
        {
            services.Turns.Release();
        }

        if (step is null)
        {
            Close(inputs, release: true);
            return false;
        }

        var receipt = await services.Committer.CommitAsync(step);
        if (receipt.Outcome != CommitOutcome.Committed)
        {
            if (receipt.Outcome == CommitOutcome.Refused)
            {
                worker.Metrics.LeaseLost();
            }

            services.Activities.GiveBack(step.InlineActivities.Count);
            LogStepLost(services.Logger, _info.InstanceId, receipt.Outcome, receipt.Error);
            Lose(inputs, receipt.Outcome == CommitOutcome.Failed ? receipt.Error : null);
            return false;
        }

        _mayBeDue = receipt.Result!.WakesThisWorker;
        worker.Metrics.Stored(step, worker.Time.GetElapsedTime(begun));
        Apply(step, receipt.Result);
        if (step.KeepsHold && step.Turn?.Outcome is null)
        {
            return true;
        }

        Close(inputs: default, release: false);
        return false;
    }

    private Step? TakeTurn(Inputs inputs, TaskFailureDetails? refusal)
    {
        using var span = EngineTracing.EnterTurn(_info);
        var isOver = _status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
        var played = isOver ? [] : Playable(inputs);
        if (!isOver && _live is null)
        {
            _live = new OrchestrationExecution(_info, worker.Replay, worker.Factory, worker.Services, refusal);
            _live.Replay(_history!);
            _history = null;
        }

        if (!isOver && !_live!.HasStarted
            && !played.Exists(message => message.Type is EventType.ExecutionStarted or EventType.ExecutionTerminated))
        {
            // It is to start later; what came early waits in the queue.
            return null;
        }

        var before = _live?.HistoryLength ?? 0;
        var turn = played.Count == 0
            ? null
            : _live!.Take(played, StoredTime.RoundDown(worker.Clock.Now), terminateFirst: !_live.HasStarted || inputs.Attempts > 1);
        return MakeStep(inputs, turn, before, isOver);
    }

    /// <summary>What names this execution comes before what is for any, as in the order of stored messages.</summary>
    private List<HistoryEvent> Playable(Inputs inputs) =>
    [
        .. inputs.Messages.Where(message => message.ExecutionId == ExecutionId).Select(message => message.Event),
        .. inputs.Results.Select(result => new HistoryEvent(
            result.Type, worker.Clock.Now, result.Activity.TaskId, result.Activity.Name, result.Payload)),
        .. inputs.Messages.Where(message => message.ExecutionId is null).Select(message => message.Event),
    ];

    private Step MakeStep(Inputs inputs, Turn? turn, int before, bool isOver)
    {
        var scheduled = turn?.Actions.OfType<ScheduleActivity>()
            .Where(action => worker.Admission.Keeps(action.ActivityName, action.Version)) ?? [];
        return new Step
        {
            Instance = _info,
            Epoch = epoch,
            Messages = [.. inputs.Messages.Select(message => message.Seq)],
            LocalResults = inputs.Results,
            Turn = turn,
            HistoryLength = before,
            Trace = turn?.Actions.Count > 0 ? EngineTracing.ContextOf(_info) : null,
            NewStatus = turn is null ? null : StatusAfter(turn),
            InlineActivities = services.Activities.Reserve(scheduled),
            KeepsHold = !isOver && !worker.IsStopping && turn?.Outcome is not InstanceEnded && worker.Options.MaximumCachedInstances > 0,
            ResetsAttempts = inputs.Attempts > 0,
            HasMore = inputs.HasMore,
            NextExecutionId = turn?.Outcome is ContinuedAsNew ? Guid.NewGuid() : Guid.Empty,
        };
    }

    private OrchestrationRuntimeStatus? StatusAfter(Turn turn)
    {
        var status = turn.Outcome switch
        {
            InstanceEnded ended => ended.Status,
            _ => turn.IsSuspended ? OrchestrationRuntimeStatus.Suspended : OrchestrationRuntimeStatus.Running,
        };
        return status == _status && turn is { CustomStatusChanged: false, Outcome: null } ? null : status;
    }

    private void Apply(Step step, CommitResult stored)
    {
        foreach (var action in step.Turn?.Actions.OfType<ScheduleActivity>() ?? [])
        {
            if (step.InlineActivities.Contains(action.Id))
            {
                services.Activities.Start(new ClaimedActivity(
                    stored.Activities[(Id, action.Id)], Id, _info.InstanceId, ExecutionId, action.Id, action.ActivityName, action.Version,
                    action.Input, Attempts: 1, step.Trace));
            }
        }

        EngineTracing.Committed(step, _live?.StartedAt ?? default, worker.Clock.Now);
        if (step.NewStatus is not { } status)
        {
            return;
        }

        if (_status == OrchestrationRuntimeStatus.Pending || step.Turn?.Outcome is InstanceEnded)
        {
            services.Changed(_info);
        }

        _status = status;
    }

    /// <summary>Leaves the instance to other workers; its messages stay in the queue.</summary>
    private void Reject(Inputs inputs)
    {
        LogRejected(services.Logger, _info.InstanceId, _info.Name, _info.Version);
        services.Rejected.Add(Id);
        Close(inputs, release: false);
        services.Retry(new LostStep(Id, epoch, TimeSpan.Zero, null, IsForOthers: true));
    }

    private void Lose(Inputs inputs, string? error)
    {
        Close(inputs, release: false);
        services.Retry(new LostStep(Id, epoch, error is null ? TimeSpan.Zero : Backoff(inputs.Attempts), error));
    }

    private static TimeSpan Backoff(int attempts) => TimeSpan.FromMilliseconds(100 * Math.Pow(4, Math.Clamp(attempts, 0, 4)));

    /// <summary>Ends the session. Results that no step has stored go to the instance as messages.</summary>
    private void Close(Inputs inputs, bool release)
    {
        IEnumerable<FinishedActivity> unstored;
        bool isUnread;
        lock (_gate)
        {
            _isClosed = true;
            _isRunning = false;
            unstored = [.. inputs.Results ?? [], .. _results];
            isUnread = _attempts > 0;
        }

        services.Closed(this, release);
        if (isUnread)
        {
            // Messages that came too late for the last step were taken from the queue; it must show them again.
            services.Retry(new LostStep(Id, epoch, TimeSpan.Zero, null));
        }

        foreach (var result in unstored)
        {
            services.Committer.Send(result);
        }
    }

    private readonly record struct Inputs(List<Message> Messages, List<FinishedActivity> Results, int Attempts, bool HasMore)
    {
        /// <summary>A claim without messages is not empty: its attempt is to be taken off the count.</summary>
        public bool IsEmpty => Messages.Count == 0 && Results.Count == 0 && Attempts == 0;
    }

    [LoggerMessage(640, LogLevel.Error, "A turn of instance {InstanceId} broke.")]
    private static partial void LogTurnBroke(ILogger logger, Exception error, string instanceId);

    [LoggerMessage(641, LogLevel.Information, "A step of instance {InstanceId} was not stored ({Outcome}): {Reason}. It is taken again from what is stored.")]
    private static partial void LogStepLost(ILogger logger, string instanceId, CommitOutcome outcome, string? reason);

    [LoggerMessage(642, LogLevel.Information, "Instance {InstanceId} ({Name}, version '{Version}') is left to other workers.")]
    private static partial void LogRejected(ILogger logger, string instanceId, string name, string version);
}
