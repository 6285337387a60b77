using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Replay;

/// <content>The end of a turn: what the code asked for becomes events, actions and an outcome.</content>
internal sealed partial class OrchestrationExecution
{
    private const int HistoryWarning = 10_000;
    private const int HistoryLimit = 100_000;

    private void Finish(Turn turn, DateTimeOffset now)
    {
        CheckForDeadEnds();
        CollectChanges(turn);
        if (_termination is { } termination)
        {
            EmitActions(turn, now);
            Terminate(turn, termination);
        }
        else if (_fatal is { } fatal)
        {
            turn.Outcome = new InstanceEnded(OrchestrationRuntimeStatus.Failed, null, fatal);
        }
        else if (_suspended)
        {
            // What the code asked for in this very turn waits for the resume, and so does its end.
            turn.IsSuspended = true;
        }
        else
        {
            EmitActions(turn, now);
            if (_function is { IsCompleted: true } function)
            {
                Complete(turn, function);
            }
        }

        RecordOutcome(turn, now);
    }

    private void CheckForDeadEnds()
    {
        if (_fatal is not null)
        {
            return;
        }

        if (_scheduler.HasEscaped)
        {
            _fatal = TaskFailureDetails.FromException(new OrchestratorStuckException(EscapedMessage));
        }
        else if (HasStarted && !_suspended && _function is { IsCompleted: false } && _context.Open.Count == 0 && !_context.Inbox.HasWaiters)
        {
            _fatal = TaskFailureDetails.FromException(new OrchestratorStuckException(
                "The orchestrator has not ended but awaits no activity, timer, event or sub-orchestration. " + EscapedMessage));
        }
        else if (HistoryLength > HistoryLimit)
        {
            _fatal = FailureTypes.Create(
                FailureTypes.HistoryTooLong,
                $"The history has more than {HistoryLimit} events. Use ContinueAsNew in loops, or split the work into sub-orchestrations.");
        }
        else if (HistoryLength > HistoryWarning && HistoryLength % 1000 < 2)
        {
            LogLongHistory(_logger, _instance.InstanceId, HistoryLength);
        }
    }

    private void CollectChanges(Turn turn)
    {
        var (cancelled, status) = _context.TakeTurnChanges();
        turn.CancelledTimers.AddRange(cancelled);
        foreach (var timer in cancelled)
        {
            _timers.Remove(timer);
        }

        if (!status.IsSet)
        {
            return;
        }

        try
        {
            turn.CustomStatus = _settings.Converter.Serialize(status.Value);
            turn.CustomStatusChanged = true;
        }
        catch (Exception error)
        {
            _fatal ??= FailureText.Describe(error, _settings.Properties);
        }
    }

    private void EmitActions(Turn turn, DateTimeOffset now)
    {
        foreach (var action in _context.Pending.Values)
        {
            turn.Events.Add(action.ToEvent(now));
            Remember(action, now);
            if (action is StartChild child)
            {
                _openChildren[child.Id] = child.InstanceId;
            }

            // A timer that was cancelled in the turn that made it is only remembered, so that replay finds it.
            if (action is not CreateTimer timer || _context.Open.ContainsKey(timer.Id))
            {
                turn.Actions.Add(action);
            }
        }

        _context.Pending.Clear();
    }

    private void Terminate(Turn turn, HistoryEvent termination)
    {
        turn.Outcome = new InstanceEnded(OrchestrationRuntimeStatus.Terminated, termination.Payload, null);
        if (termination.Detail == TerminateDetail.Recursive)
        {
            turn.TerminatedChildren.AddRange(_openChildren.Values);
        }
    }

    private void Complete(Turn turn, Task<object?> function)
    {
        if (_context.Open.Count > 0)
        {
            if (_heldBackLogged)
            {
                return;
            }

            _heldBackLogged = true;
            var open = string.Join(", ", _context.Open.Select(task => $"{task.Value.Name} (#{task.Key})"));
            LogHeldBack(_logger, _instance.InstanceId, open);
            return;
        }

        if (function.Exception is { } error)
        {
            turn.Outcome = Failed(error.InnerExceptions[0]);
        }
        else if (function.IsCanceled)
        {
            turn.Outcome = Failed(CancellationOf(function));
        }
        else if (_context.NextExecution is { } next)
        {
            turn.Outcome = StartOver(next);
        }
        else
        {
            turn.Outcome = Succeeded(function);
        }
    }

    /// <summary>A cancelled task keeps the exception that was thrown, and only awaiting gives it out.</summary>
    private static OperationCanceledException CancellationOf(Task function)
    {
        try
        {
#pragma warning disable RS0030 // The task has ended.
            function.GetAwaiter().GetResult();
#pragma warning restore RS0030
        }
        catch (OperationCanceledException error)
        {
            return error;
        }

        return new TaskCanceledException(function);
    }

    private InstanceEnded Succeeded(Task<object?> function)
    {
        try
        {
#pragma warning disable RS0030 // The task has ended.
            return new InstanceEnded(OrchestrationRuntimeStatus.Completed, _settings.Converter.Serialize(function.Result), null);
#pragma warning restore RS0030
        }
        catch (Exception error)
        {
            return Failed(error);
        }
    }

    private OrchestrationOutcome StartOver(ContinueAsNewOptions next)
    {
        try
        {
            return new ContinuedAsNew(
                _settings.Converter.Serialize(next.NewInput),
                string.IsNullOrWhiteSpace(next.NewVersion) ? null : next.NewVersion,
                next.PreserveUnprocessedEvents ? _context.Inbox.Unread : []);
        }
        catch (Exception error)
        {
            return Failed(error);
        }
    }

    private InstanceEnded Failed(Exception error)
    {
        if (_context.NextExecution is not null)
        {
            LogContinueAsNewDropped(_logger, _instance.InstanceId);
        }

        return new InstanceEnded(OrchestrationRuntimeStatus.Failed, null, FailureText.Describe(error, _settings.Properties));
    }

    private void RecordOutcome(Turn turn, DateTimeOffset now)
    {
        if (turn.Outcome is InstanceEnded ended)
        {
            turn.Events.Add(new HistoryEvent(
                EventType.ExecutionCompleted, now, _context.TakeId(), ended.Status.ToString()));
        }
    }

    [LoggerMessage(610, LogLevel.Warning, "Instance {InstanceId}: {EventType} #{TaskId} answers no open task and is ignored.")]
    private static partial void LogUnknownAnswer(ILogger logger, string instanceId, EventType eventType, int taskId);

    [LoggerMessage(611, LogLevel.Warning, "Instance {InstanceId}: the orchestrator has returned but does not end before these open tasks: {OpenTasks}. Cancel timers that are no longer needed.")]
    private static partial void LogHeldBack(ILogger logger, string instanceId, string openTasks);

    [LoggerMessage(612, LogLevel.Warning, "Instance {InstanceId}: the history has {Length} events; use ContinueAsNew in loops.")]
    private static partial void LogLongHistory(ILogger logger, string instanceId, int length);

    [LoggerMessage(613, LogLevel.Warning, "Instance {InstanceId}: the orchestrator failed after ContinueAsNew; it will not start over.")]
    private static partial void LogContinueAsNewDropped(ILogger logger, string instanceId);
}
