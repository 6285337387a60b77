using DurableTask.Postgres.Store;
using DurableTask.Postgres.Testing.Faults;

namespace DurableTask.Postgres.Testing.Store;

/// <content>Committing steps.</content>
internal sealed partial class MemoryWorkStore
{
    public Task<CommitResult> CommitAsync(
        Guid worker, IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            var fault = database.Faults.NextCommit(steps.Count, results.Count);
            switch (fault)
            {
                case CommitFault.LoseHold:
                    LoseHolds(steps, results);
                    break;
                case CommitFault.Conflict:
                    throw new InjectedException(StoreFault.Conflict);
                case CommitFault.Reject:
                    throw new InjectedException(StoreFault.Rejected);
                case CommitFault.LoseRequest:
                    throw new InjectedException(StoreFault.Outage);
            }

            var commit = new MemoryCommit(database, Hub, worker, steps, results);
            commit.Check();
            var result = commit.Apply();
            return fault == CommitFault.LoseAnswer ? throw new InjectedException(StoreFault.Outage) : result;
        },
        cancellation);

    private void LoseHolds(IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results)
    {
        foreach (var ready in steps.Select(step => Hub.Active.GetValueOrDefault(step.Instance.Id)?.Ready))
        {
            if (ready is not null)
            {
                ready.LockedBy = null;
                ready.Epoch = (int)database.NextNumber();
                ready.DueAt = database.Now;
            }
        }

        foreach (var result in results)
        {
            if (Hub.Activities.TryGetValue(result.Activity.Seq, out var activity))
            {
                activity.LockedBy = null;
            }
        }

        Hub.Wake();
    }
}
