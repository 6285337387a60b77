using System.Text.Json;
using DurableTask.Postgres.Replay;
using Npgsql;

namespace DurableTask.Postgres.Store;

/// <summary>Turns steps into the statements of one transaction and reads their answers. The order of the statements is that of README.md.</summary>
internal sealed class CommitBatch(NpgsqlBatch batch, short hub, Guid worker)
{
    private readonly List<Func<NpgsqlDataReader, CancellationToken, Task>> _answers = [];
    private readonly Dictionary<(long Id, int TaskId), long> _activities = [];
    private bool _wakesThisWorker;
    private bool _wakesOthers;

    /// <summary>Adds the statements.</summary>
    public void Build(IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results)
    {
        var turns = steps.Where(step => step.Turn is not null).ToArray();
        batch.Add(PlanSql.ByIndex);
        _answers.Add(Skip);
        AddFence(steps, turns, results);
        AddConsumption(steps, results);
        AddForgetting(turns);
        AddHistory(turns);
        AddActivities(turns);
        AddTimers(turns);
        AddChildren(turns);
        AddMessages(turns);
        AddInstances(turns);
        AddHolds(steps);
    }

    /// <summary>Reads the answers of all statements.</summary>
    public async Task<CommitResult> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        // Statements without rows have no result set of their own, so the answers come in the order of those that have one.
        for (var index = 0; index < _answers.Count; index++)
        {
            if (index > 0)
            {
                await reader.NextResultAsync(cancellation);
            }

            await _answers[index](reader, cancellation);
        }

        while (await reader.NextResultAsync(cancellation))
        {
            // Errors of the remaining statements surface here.
        }

        return new CommitResult(_activities, _wakesThisWorker, _wakesOthers);
    }

    private void AddFence(IReadOnlyList<Step> steps, IReadOnlyList<Step> turns, IReadOnlyList<FinishedActivity> results)
    {
        var touched = steps.Select(step => step.Instance.Id)
            .Concat(turns.Where(step => step.Turn!.Outcome is InstanceEnded && step.Instance.Parent is not null)
                .Select(step => step.Instance.Parent!.Id))
            .Concat(results.Select(result => result.Activity.Id))
            .Distinct()
            .ToArray();
        batch.Add(CommitSql.Fence)
            .With(touched)
            .With(steps.Select(step => step.Instance.Id).ToArray())
            .With(steps.Select(step => step.Epoch).ToArray())
            .With(worker);
        _answers.Add(async (reader, cancellation) =>
        {
            await reader.ReadAsync(cancellation);
            _wakesThisWorker |= reader.GetBoolean(1);
        });
    }

    private void AddConsumption(IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results)
    {
        var messages = steps.SelectMany(step => step.Messages.Select(seq => (step.Instance.Id, Seq: seq))).ToArray();
        if (messages.Length > 0)
        {
            batch.Add(CommitSql.ConsumeMessages)
                .With(messages.Select(message => message.Id).ToArray()).With(messages.Select(message => message.Seq).ToArray());
            _answers.Add(Skip);
        }

        var local = steps.SelectMany(step => step.LocalResults).Select(result => result.Activity.Seq).ToArray();
        if (local.Length > 0)
        {
            batch.Add(CommitSql.ConsumeLocalResults).With(local).With(worker);
            _answers.Add(Skip);
        }

        if (results.Count > 0)
        {
            batch.Add(CommitSql.SendResults)
                .With(worker)
                .With(results.Select(result => result.Activity.Seq).ToArray())
                .With(results.Select(result => (short)result.Type).ToArray())
                .With(results.Select(result => result.Payload).ToArray())
                .With(hub);
            var targets = results.Select(result => result.Activity.Id).Distinct().Count();
            _answers.Add((reader, cancellation) => ReadTargetsAsync(reader, targets, cancellation));
        }
    }

    private void AddForgetting(IReadOnlyList<Step> turns)
    {
        var startingOver = turns.Where(step => step.Turn!.Outcome is ContinuedAsNew).Select(step => step.Instance.Id).ToArray();
        if (startingOver.Length > 0)
        {
            batch.Add(CommitSql.ForgetHistory).With(startingOver);
        }

        var ended = turns.Where(step => step.Turn!.Outcome is not null).Select(step => step.Instance.Id).ToArray();
        if (ended.Length > 0)
        {
            batch.Add(CommitSql.ForgetTimers).With(ended);
        }

        var cancelled = turns.Where(step => step.Turn!.Outcome is null)
            .SelectMany(step => step.Turn!.CancelledTimers.Select(task => (step.Instance.Id, Task: task)))
            .ToArray();
        if (cancelled.Length > 0)
        {
            batch.Add(CommitSql.CancelTimers)
                .With(cancelled.Select(timer => timer.Id).ToArray()).With(cancelled.Select(timer => timer.Task).ToArray());
        }
    }

    private void AddHistory(IReadOnlyList<Step> turns)
    {
        var rows = turns.Where(step => step.Turn!.Outcome is not ContinuedAsNew)
            .SelectMany(step => step.Turn!.Events.Select((played, index) => (step.Instance.Id, Seq: step.HistoryLength + index, played)))
            .ToArray();
        if (rows.Length > 0)
        {
            batch.Add(CommitSql.AppendHistory)
                .With(rows.Select(row => row.Id).ToArray())
                .With(rows.Select(row => row.Seq).ToArray())
                .With(rows.Select(row => (short)row.played.Type).ToArray())
                .With(rows.Select(row => row.played.TaskId).ToArray())
                .With(rows.Select(row => row.played.Timestamp.UtcDateTime).ToArray())
                .With(rows.Select(row => row.played.Name).ToArray())
                .With(rows.Select(row => row.played.Payload).ToArray())
                .With(rows.Select(row => row.played.Detail).ToArray());
        }
    }

    private void AddActivities(IReadOnlyList<Step> turns)
    {
        var rows = Actions<ScheduleActivity>(turns);
        if (rows.Length == 0)
        {
            return;
        }

        batch.Add(CommitSql.AddActivities)
            .With(hub)
            .With(rows.Select(row => row.Step.Instance.Id).ToArray())
            .With(rows.Select(row => row.Step.Instance.InstanceId).ToArray())
            .With(rows.Select(row => row.Step.Instance.ExecutionId).ToArray())
            .With(rows.Select(row => row.Action.Id).ToArray())
            .With(rows.Select(row => row.Action.ActivityName).ToArray())
            .With(rows.Select(row => row.Action.Version).ToArray())
            .With(rows.Select(row => row.Action.Input).ToArray())
            .With(rows.Select(row => row.Step.InlineActivities.Contains(row.Action.Id)).ToArray())
            .With(worker)
            .With(rows.Select(row => row.Step.Trace).ToArray());
        _answers.Add(async (reader, cancellation) =>
        {
            while (await reader.ReadAsync(cancellation))
            {
                _activities.Add((reader.GetInt64(1), reader.GetInt32(2)), reader.GetInt64(0));
            }
        });
        if (rows.Any(row => !row.Step.InlineActivities.Contains(row.Action.Id)))
        {
            _wakesThisWorker = true;
            _wakesOthers = true;
        }
    }

    private void AddTimers(IReadOnlyList<Step> turns)
    {
        var rows = Actions<CreateTimer>(turns).Where(row => row.Step.Turn!.Outcome is null).ToArray();
        if (rows.Length > 0)
        {
            batch.Add(CommitSql.AddTimers)
                .With(hub)
                .With(rows.Select(row => row.Step.Instance.Id).ToArray())
                .With(rows.Select(row => row.Step.Instance.ExecutionId).ToArray())
                .With(rows.Select(row => row.Action.Id).ToArray())
                .With(rows.Select(row => StoredTime.RoundUp(row.Action.DueAt)).ToArray());
            _wakesThisWorker = true;
        }
    }

    private void AddChildren(IReadOnlyList<Step> turns)
    {
        var rows = Actions<StartChild>(turns);
        if (rows.Length == 0)
        {
            return;
        }

        batch.Add(CommitSql.StartChildren)
            .With(hub)
            .With(rows.Select(row => row.Step.Instance.Id).ToArray())
            .With(rows.Select(row => row.Step.Instance.ExecutionId).ToArray())
            .With(rows.Select(row => row.Action.Id).ToArray())
            .With(rows.Select(row => row.Step.Instance.Name).ToArray())
            .With(rows.Select(row => row.Step.Instance.InstanceId).ToArray())
            .With(rows.Select(row => row.Action.InstanceId).ToArray())
            .With(rows.Select(_ => Guid.NewGuid()).ToArray())
            .With(rows.Select(row => row.Action.OrchestratorName).ToArray())
            .With(rows.Select(row => row.Action.Version).ToArray())
            .With(rows.Select(row => row.Action.Input).ToArray())
            .With(rows.Select(row => row.Action.Tags.Count == 0 ? null : JsonSerializer.Serialize(row.Action.Tags)).ToArray())
            .With(rows.Select(row => row.Step.Trace).ToArray());
        _wakesThisWorker = true;
        _wakesOthers = true;
    }

    private void AddMessages(IReadOnlyList<Step> turns)
    {
        var rows = turns.SelectMany(OutgoingMessage.Of).ToArray();
        if (rows.Length == 0)
        {
            return;
        }

        batch.Add(CommitSql.SendMessages)
            .With(hub)
            .With(rows.Select(row => row.TargetId).ToArray())
            .With(rows.Select(row => row.TargetInstance).ToArray())
            .With(rows.Select(row => row.ExecutionId).ToArray())
            .With(rows.Select(row => (short)row.Type).ToArray())
            .With(rows.Select(row => row.TaskId).ToArray())
            .With(rows.Select(row => row.Name).ToArray())
            .With(rows.Select(row => row.Payload).ToArray())
            .With(rows.Select(row => row.Detail).ToArray());
        var targets = rows.DistinctBy(row => (row.TargetId, row.TargetInstance)).Count();
        _answers.Add((reader, cancellation) => ReadTargetsAsync(reader, targets, cancellation));
    }

    private void AddInstances(IReadOnlyList<Step> turns)
    {
        var rows = turns.Where(step => step.NewStatus is not null).ToArray();
        if (rows.Length > 0)
        {
            batch.Add(CommitSql.UpdateInstances)
                .With(rows.Select(step => step.Instance.Id).ToArray())
                .With(rows.Select(step => (short)step.NewStatus!.Value).ToArray())
                .With(rows.Select(step => step.Turn!.Outcome is InstanceEnded).ToArray())
                .With(rows.Select(step => (step.Turn!.Outcome as InstanceEnded)?.Output).ToArray())
                .With(rows.Select(step => (step.Turn!.Outcome as InstanceEnded)?.Failure is { } failure ? FailureText.Write(failure) : null)
                    .ToArray())
                .With(rows.Select(step => step.Turn!.CustomStatusChanged).ToArray())
                .With(rows.Select(step => step.Turn!.CustomStatus).ToArray())
                .With(rows.Select(step => step.Turn!.Outcome is ContinuedAsNew ? step.NextExecutionId : (Guid?)null).ToArray())
                .With(rows.Select(step => (step.Turn!.Outcome as ContinuedAsNew)?.Input).ToArray())
                .With(rows.Select(step => (step.Turn!.Outcome as ContinuedAsNew)?.Version).ToArray());
        }
    }

    private void AddHolds(IReadOnlyList<Step> steps)
    {
        AddHolds(CommitSql.KeepHolds, steps.Where(step => step.KeepsHold && step.ResetsAttempts));
        AddHolds(CommitSql.LookAgain, steps.Where(step => step.HasMore));
        AddHolds(CommitSql.GiveUpHolds, steps.Where(step => !step.KeepsHold));
        _wakesThisWorker |= steps.Any(step => step.HasMore);
    }

    private void AddHolds(string sql, IEnumerable<Step> steps)
    {
        var ids = steps.Select(step => step.Instance.Id).ToArray();
        if (ids.Length > 0)
        {
            batch.Add(sql).With(ids);
        }
    }

    private static (Step Step, TAction Action)[] Actions<TAction>(IReadOnlyList<Step> turns)
        where TAction : OrchestrationAction =>
        [.. turns.SelectMany(step => step.Turn!.Actions.OfType<TAction>().Select(action => (step, action)))];

    private static Task Skip(NpgsqlDataReader reader, CancellationToken cancellation) => reader.ReadAsync(cancellation);

    private async Task ReadTargetsAsync(NpgsqlDataReader reader, int targets, CancellationToken cancellation)
    {
        _wakesThisWorker = true;
        var seen = 0;
        while (await reader.ReadAsync(cancellation))
        {
            seen++;
            _wakesOthers |= !reader.IsDBNull(0) && reader.GetGuid(0) != worker;
        }

        // Targets that were due already are not returned; whoever holds them may have missed them while this transaction had them locked.
        _wakesOthers |= seen < targets;
    }
}
