using DurableTask.Postgres.Client;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Signals;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Testing.Faults;
using Microsoft.DurableTask.Client;

namespace DurableTask.Postgres.Testing.Store;

/// <summary>The tables of one hub, and what the stored procedures of the database do. Only under the lock of the database.</summary>
internal sealed class HubTables(MemoryDatabase database, string name)
{
    private static readonly Comparer<TimerRow> ByTime = Comparer<TimerRow>.Create(
        (one, other) => one.DueAt == other.DueAt ? one.Seq.CompareTo(other.Seq) : one.DueAt.CompareTo(other.DueAt));

    private readonly Dictionary<string, InstanceRow> _byName = new(StringComparer.Ordinal);

    /// <summary>The hub's name.</summary>
    public string Name => name;

    /// <summary>All instances in the order of their numbers.</summary>
    public SortedDictionary<long, InstanceRow> Instances { get; } = [];

    /// <summary>Instances that have unread messages or are held.</summary>
    public Dictionary<long, InstanceRow> Active { get; } = [];

    /// <summary>Messages with a later due time.</summary>
    public SortedSet<TimerRow> Timers { get; } = new(ByTime);

    /// <summary>Queued and running activities by number.</summary>
    public SortedDictionary<long, ActivityRow> Activities { get; } = [];

    /// <summary>Workers that were seen.</summary>
    public Dictionary<Guid, WorkerRow> Workers { get; } = [];

    /// <summary>Who is to be told about the hub.</summary>
    public List<HubSignals> Listeners { get; } = [];

    /// <summary>An instance by its id.</summary>
    public InstanceRow? Find(string instanceId) => _byName.GetValueOrDefault(instanceId);

    /// <summary>Creates an instance and its start message (durable.create_instance). Returns the status of the one that stands in the way.</summary>
    public OrchestrationRuntimeStatus? Create(NewInstance wanted, ParentLink? parent)
    {
        if (Find(wanted.InstanceId) is { } old)
        {
            if (wanted.Refuse.Contains(old.Status))
            {
                return old.Status;
            }

            Replace(old);
        }

        var now = database.Now;
        var row = new InstanceRow
        {
            Id = database.NextNumber(),
            InstanceId = wanted.InstanceId,
            Name = wanted.Name,
            Tags = new Dictionary<string, string>(wanted.Tags),
            Parent = parent,
            CreatedAt = now,
            UpdatedAt = now,
            ExecutionId = wanted.ExecutionId,
            Trace = wanted.Trace,
            Version = wanted.Version,
            Input = wanted.Input,
        };
        _byName.Add(row.InstanceId, row);
        Instances.Add(row.Id, row);
        if (wanted.StartAt is { } start && start > now)
        {
            AddTimer(row, EventType.ExecutionStarted, -1, start);
        }
        else
        {
            Send(row, row.ExecutionId, new HistoryEvent(EventType.ExecutionStarted, now));
        }

        return null;
    }

    /// <summary>Removes an instance and all that belongs to it (durable.remove_instances).</summary>
    public void Remove(InstanceRow row)
    {
        _byName.Remove(row.InstanceId);
        Instances.Remove(row.Id);
        Active.Remove(row.Id);
        Timers.ExceptWith(row.Timers);
        foreach (var activity in Activities.Values.Where(activity => activity.Activity.Id == row.Id).ToArray())
        {
            Activities.Remove(activity.Activity.Seq);
        }
    }

    /// <summary>Adds a message that is due later.</summary>
    public void AddTimer(InstanceRow row, EventType type, int taskId, DateTimeOffset dueAt)
    {
        var timer = new TimerRow(StoredTime.RoundUp(dueAt), database.NextNumber(), row, row.ExecutionId, type, taskId);
        row.Timers.Add(timer);
        Timers.Add(timer);
    }

    /// <summary>Removes timers of an instance.</summary>
    public void RemoveTimers(InstanceRow row, Predicate<TimerRow> doomed)
    {
        Timers.ExceptWith(row.Timers.FindAll(doomed));
        row.Timers.RemoveAll(doomed);
    }

    /// <summary>Adds a message and makes its instance due. The hold it meets: whether the instance was made due, and who holds it.</summary>
    public (bool MadeDue, Guid? Holder) Send(InstanceRow row, Guid? executionId, HistoryEvent sent)
    {
        AddMessage(row, executionId, sent);
        if (MemoryFaults.IsAnswer(sent) && database.Faults.Duplicates(sent))
        {
            AddMessage(row, executionId, sent);
        }

        return MakeDue(row);
    }

    /// <summary>Adds a message only.</summary>
    public void AddMessage(InstanceRow row, Guid? executionId, HistoryEvent sent)
    {
        var message = new MessageRow(database.NextNumber(), executionId, sent);
        row.Messages.Add(message.Seq, message);
    }

    /// <summary>Makes an instance due that was not, unless it is parked.</summary>
    public (bool MadeDue, Guid? Holder) MakeDue(InstanceRow row)
    {
        if (row.Ready is not { } ready)
        {
            row.Ready = ready = new ReadyRow();
            Active.Add(row.Id, row);
        }

        if (ready.IsDue || ready.Parked)
        {
            return (false, null);
        }

        ready.DueAt = database.Now;
        return (true, ready.LockedBy);
    }

    /// <summary>Ends a hold. Without a due time nothing is left that a worker should know of.</summary>
    public void GiveUp(InstanceRow row)
    {
        if (row.Ready is { IsDue: true } ready)
        {
            ready.LockedBy = null;
            ready.Attempts = 0;
        }
        else
        {
            row.Ready = null;
            Active.Remove(row.Id);
        }
    }

    /// <summary>What is to be done at the present time, in words, if <paramref name="isAsleep"/> tells activities that wait for the clock.</summary>
    public IEnumerable<string> Business(Predicate<long> isAsleep)
    {
        var now = database.Now;
        return Active.Values.Where(row => row.Ready!.IsDue ? row.Ready.DueAt <= now : row.Ready.LockedBy is not null && row.Messages.Count > 0)
            .Select(row => $"instance '{row.InstanceId}' ({row.Name}) has unread messages")
            .Concat(Activities.Values.Where(row => row.LockedBy is null || !isAsleep(row.Activity.Seq))
                .Select(row => $"activity '{row.Activity.Name}' of instance '{row.Activity.InstanceId}' "
                    + (row.LockedBy is null ? "is queued" : "runs")))
            .Concat(Timers.TakeWhile(timer => timer.DueAt <= now).Select(timer => $"a timer of instance '{timer.Instance.InstanceId}' is due"));
    }

    /// <summary>When the next timer, retry or later start is due; null: nothing waits for a time.</summary>
    public DateTimeOffset? NextDue()
    {
        var retry = Active.Values.Where(row => row.Ready!.IsDue).Select(row => (DateTimeOffset?)row.Ready!.DueAt).Min();
        return Timers.Min is { } timer && !(retry < timer.DueAt) ? timer.DueAt : retry;
    }

    /// <summary>Makes the workers look for work.</summary>
    public void Wake()
    {
        HubSignals[] listeners;
        lock (database.Gate)
        {
            listeners = [.. Listeners];
        }

        foreach (var signals in listeners)
        {
            signals.Work.Set();
        }
    }

    private void Replace(InstanceRow old)
    {
        if (old is { CompletedAt: null, Parent: { } parent } && Instances.TryGetValue(parent.Id, out var waiting))
        {
            var failure = FailureTypes.Create(
                "OrchestrationReplaced", "The sub-orchestration was replaced by a new one of the same instance id.");
            Send(waiting, parent.ExecutionId, new HistoryEvent(
                EventType.SubOrchestrationFailed, database.Now, parent.TaskId, old.Name, FailureText.Write(failure)));
        }

        Remove(old);
    }
}
