using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Testing.Faults;
using Microsoft.DurableTask.Testing;

namespace DurableTask.Postgres.Testing.Store;

/// <content>Taking work.</content>
internal sealed partial class MemoryWorkStore
{
    public Task<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            FireTimers();
            var instances = TakeInstances(request);
            var activities = TakeActivities(request);

            // The virtual clock's keeper wakes the workers itself.
            var nextTimer = database.Time is VirtualClock ? null : Hub.Timers.Min?.DueAt;
            return new Claim(database.Now, nextTimer, instances, activities);
        },
        cancellation);

    private void FireTimers()
    {
        while (Hub.Timers.Min is { } timer && timer.DueAt <= database.Now)
        {
            Hub.Timers.Remove(timer);
            timer.Instance.Timers.Remove(timer);
            Hub.Send(timer.Instance, timer.ExecutionId, new HistoryEvent(timer.Type, timer.DueAt, timer.TaskId));
        }
    }

    private List<ClaimedInstance> TakeInstances(ClaimRequest request)
    {
        var now = database.Now;
        var taken = Hub.Active.Values
            .Where(row => row.Ready!.DueAt <= now && (row.Ready.LockedBy is null || row.Ready.LockedBy == request.Worker)
                && !request.Skipped.Contains(row.Id) && request.Filter?.TakesOrchestration(row.Name, row.Version) != false)
            .OrderBy(row => row.Ready!.DueAt)
            .ThenBy(row => row.Id)
            .Take(request.Instances);
        return [.. taken.ToArray().Select(row => Take(row, row.Ready!, request))];
    }

    private ClaimedInstance Take(InstanceRow row, ReadyRow ready, ClaimRequest request)
    {
        if (ready.LockedBy != request.Worker)
        {
            // Counting up in the row would begin anew when the row was removed in between.
            ready.Epoch = (int)database.NextNumber();
        }

        ready.LockedBy = request.Worker;
        ready.Attempts++;
        ready.SetIdle();
        var limit = options.Value.MaximumMessagesPerTurn;
        var claimed = new ClaimedInstance
        {
            Id = row.Id,
            Epoch = ready.Epoch,
            Attempts = ready.Attempts,
            LastError = ready.LastError,
            HasMore = row.Messages.Count > limit,
            IsKnown = request.IsCurrent(row.Id, ready.Epoch),
        };
        var shuffle = database.Faults.Shuffle;
        claimed.Messages.AddRange(row.Messages.Values
            .OrderBy(message => message.Event.Type != EventType.ExecutionStarted)
            .ThenBy(message => message.ExecutionId is null)
            .ThenBy(message => shuffle is not null && MemoryFaults.IsAnswer(message.Event) ? shuffle.NextInt64() : message.Seq)
            .Take(limit)
            .Select(message => new Message(message.Seq, message.ExecutionId, message.Event)));
        claimed.Loaded = claimed.IsKnown ? null : new LoadedInstance(row.ToInfo(), row.Status, [.. row.History]);
        return claimed;
    }

    private List<ClaimedActivity> TakeActivities(ClaimRequest request)
    {
        var taken = new List<ClaimedActivity>();
        var free = Hub.Activities.Values.Where(row =>
            row.LockedBy is null && request.Filter?.TakesActivity(row.Activity.Name, row.Activity.Version) != false);
        foreach (var row in free.Take(request.Activities))
        {
            row.LockedBy = request.Worker;
            row.Attempts++;
            taken.Add(row.Activity with { Attempts = row.Attempts });
        }

        return taken;
    }
}
