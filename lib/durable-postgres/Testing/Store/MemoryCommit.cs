using DurableTask.Postgres.Client;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>One commit: first all checks, then all changes, in the order of the statements of <see cref="CommitBatch"/>.</summary>
internal sealed class MemoryCommit(
    MemoryDatabase database, HubTables hub, Guid worker, IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results)
{
    private static readonly OrchestrationRuntimeStatus[] Live =
        [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    private readonly Step[] _turns = [.. steps.Where(step => step.Turn is not null)];
    private readonly Dictionary<(long Id, int TaskId), long> _activities = [];
    private readonly Dictionary<long, InstanceRow> _rows = [];
    private readonly HashSet<InstanceRow> _targets = [];
    private bool _wakesThisWorker;
    private bool _wakesOthers;

    /// <summary>Refuses the commit when a hold, a message or an activity is gone, or when a text cannot be stored.</summary>
    /// <exception cref="StepRefusedException">A check failed.</exception>
    /// <exception cref="StoreRejectedException">PostgreSQL would not take a text.</exception>
    public void Check()
    {
        foreach (var step in steps)
        {
            if (!hub.Instances.TryGetValue(step.Instance.Id, out var row)
                || row.Ready is not { } ready || ready.LockedBy != worker || ready.Epoch != step.Epoch)
            {
                throw new StepRefusedException("Another worker has taken the instance.", null);
            }

            _rows.Add(row.Id, row);
            _wakesThisWorker |= ready.IsDue;
            if (!step.Messages.All(row.Messages.ContainsKey))
            {
                throw new StepRefusedException("A message of the step was already consumed.", null);
            }

            if (!step.LocalResults.All(result => IsMine(result.Activity)))
            {
                throw new StepRefusedException(
                    "The result of an activity of the step was already taken, or another worker runs it.", null);
            }

            CheckHistory(step, row);
        }

        foreach (var result in results)
        {
            StoredText.Require(result.Payload);
        }
    }

    /// <summary>Makes all changes.</summary>
    public CommitResult Apply()
    {
        Consume();
        SendResults();
        Forget();
        AppendHistory();
        AddActivities();
        AddTimers();
        StartChildren();
        SendMessages();
        UpdateInstances();
        UpdateHolds();
        return new CommitResult(_activities, _wakesThisWorker, _wakesOthers);
    }

    private static void CheckHistory(Step step, InstanceRow row)
    {
        if (step.Turn is not { } turn)
        {
            return;
        }

        if (turn.Outcome is not ContinuedAsNew && row.History.Count != step.HistoryLength)
        {
            throw new StoreRejectedException("The history already has an event of that number.");
        }

        foreach (var played in turn.Events)
        {
            StoredText.Require(played.Name, played.Payload, played.Detail);
        }

        StoredText.Require(turn.CustomStatus, (turn.Outcome as InstanceEnded)?.Output, (turn.Outcome as ContinuedAsNew)?.Input);
        foreach (var child in turn.Actions.OfType<StartChild>())
        {
            StoredText.Require(child.Input);
        }
    }

    private bool IsMine(ClaimedActivity activity) => hub.Activities.TryGetValue(activity.Seq, out var row) && row.LockedBy == worker;

    private void Consume()
    {
        foreach (var step in steps)
        {
            foreach (var seq in step.Messages)
            {
                Row(step).Messages.Remove(seq);
            }

            foreach (var result in step.LocalResults)
            {
                hub.Activities.Remove(result.Activity.Seq);
            }
        }
    }

    private void SendResults()
    {
        foreach (var result in results.Where(result => IsMine(result.Activity)))
        {
            hub.Activities.Remove(result.Activity.Seq);
            if (hub.Instances.TryGetValue(result.Activity.Id, out var target))
            {
                Send(target, result.Activity.ExecutionId, new HistoryEvent(
                    result.Type, database.Now, result.Activity.TaskId, result.Activity.Name, result.Payload));
            }
        }
    }

    private void Forget()
    {
        foreach (var step in _turns)
        {
            if (step.Turn!.Outcome is ContinuedAsNew)
            {
                Row(step).History.Clear();
            }

            if (step.Turn.Outcome is not null)
            {
                hub.RemoveTimers(Row(step), _ => true);
            }
            else
            {
                hub.RemoveTimers(
                    Row(step), timer => timer.Type == EventType.TimerFired && step.Turn.CancelledTimers.Contains(timer.TaskId));
            }
        }
    }

    private void AppendHistory()
    {
        foreach (var step in _turns.Where(step => step.Turn!.Outcome is not ContinuedAsNew))
        {
            Row(step).History.AddRange(step.Turn!.Events);
        }
    }

    private void AddActivities()
    {
        foreach (var (step, action) in Actions<ScheduleActivity>())
        {
            var isInline = step.InlineActivities.Contains(action.Id);
            var activity = new ClaimedActivity(
                database.NextNumber(), step.Instance.Id, step.Instance.InstanceId, step.Instance.ExecutionId, action.Id, action.ActivityName,
                action.Version, action.Input, Attempts: 0, step.Trace);
            var isOffered = !isInline || database.Faults.RunsTwice(action.ActivityName);
            hub.Activities.Add(activity.Seq, new ActivityRow
            {
                Activity = activity,
                LockedBy = isOffered ? null : worker,
                Attempts = isInline ? 1 : 0,
            });
            _activities.Add((step.Instance.Id, action.Id), activity.Seq);
            _wakesThisWorker |= isOffered;
            _wakesOthers |= isOffered;
        }
    }

    private void AddTimers()
    {
        foreach (var (step, action) in Actions<CreateTimer>().Where(made => made.Step.Turn!.Outcome is null))
        {
            hub.AddTimer(Row(step), EventType.TimerFired, action.Id, action.DueAt);
            _wakesThisWorker = true;
        }
    }

    private void StartChildren()
    {
        foreach (var (step, action) in Actions<StartChild>())
        {
            _wakesThisWorker = true;
            _wakesOthers = true;
            var parent = step.Instance;
            var wanted = new NewInstance(
                action.InstanceId, action.OrchestratorName, action.Version, action.Input, action.Tags, StartAt: null, Live)
            {
                Trace = step.Trace,
            };
            if (hub.Create(wanted, new ParentLink(parent.Id, parent.ExecutionId, action.Id, parent.Name, parent.InstanceId)) is not null)
            {
                var failure = FailureTypes.Create(
                    FailureTypes.InstanceExists,
                    $"The sub-orchestration '{action.InstanceId}' was not started: an instance of this id exists and has not ended.");
                hub.AddMessage(Row(step), parent.ExecutionId, new HistoryEvent(
                    EventType.SubOrchestrationFailed, database.Now, action.Id, action.OrchestratorName, FailureText.Write(failure)));
                Row(step).Ready!.DueAt = database.Now;
            }
        }
    }

    private void SendMessages()
    {
        foreach (var message in _turns.SelectMany(OutgoingMessage.Of))
        {
            var target = message.TargetId is { } id ? hub.Instances.GetValueOrDefault(id) : hub.Find(message.TargetInstance!);
            if (target is { CompletedAt: null })
            {
                Send(target, message.ExecutionId, new HistoryEvent(
                    message.Type, database.Now, message.TaskId, message.Name, message.Payload, message.Detail));
            }
        }
    }

    private void UpdateInstances()
    {
        foreach (var step in _turns.Where(step => step.NewStatus is not null))
        {
            var row = Row(step);
            var ended = step.Turn!.Outcome as InstanceEnded;
            row.Status = step.NewStatus!.Value;
            row.UpdatedAt = database.Now;
            row.CompletedAt = ended is null ? null : database.Now;
            row.Output = ended?.Output;
            row.Failure = ended?.Failure is { } failure ? FailureText.Write(failure) : null;
            row.CustomStatus = step.Turn.CustomStatusChanged ? step.Turn.CustomStatus : row.CustomStatus;
            row.ParkedReason = null;
            if (step.Turn.Outcome is ContinuedAsNew next)
            {
                row.ExecutionId = step.NextExecutionId;
                row.Input = next.Input;
                row.Version = next.Version ?? row.Version;
            }
        }
    }

    private void UpdateHolds()
    {
        foreach (var step in steps)
        {
            var row = Row(step);
            if (step.HasMore)
            {
                row.Ready!.DueAt = database.Now;
                _wakesThisWorker = true;
            }

            if (step.ResetsAttempts || !step.KeepsHold)
            {
                row.Ready!.Attempts = 0;
                row.Ready.LastError = null;
            }

            if (!step.KeepsHold)
            {
                hub.GiveUp(row);
            }
        }
    }

    /// <summary>The row that was checked; an ended instance may have been replaced by a sub-orchestration of the same commit.</summary>
    private InstanceRow Row(Step step) => _rows[step.Instance.Id];

    private IEnumerable<(Step Step, TAction Action)> Actions<TAction>()
        where TAction : OrchestrationAction =>
        _turns.SelectMany(step => step.Turn!.Actions.OfType<TAction>().Select(action => (step, action)));

    /// <summary>Sends a message and notes who is to be woken.</summary>
    private void Send(InstanceRow target, Guid? executionId, HistoryEvent sent)
    {
        _wakesThisWorker = true;
        var (madeDue, holder) = hub.Send(target, executionId, sent);
        _wakesOthers |= madeDue ? holder is not null && holder != worker : _targets.Add(target);
        if (madeDue)
        {
            _targets.Add(target);
        }
    }
}
