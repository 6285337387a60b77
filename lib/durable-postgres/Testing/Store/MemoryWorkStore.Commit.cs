using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Testing.Store;

/// <content>Committing steps.</content>
internal sealed partial class MemoryWorkStore
{
    public Task<CommitResult> CommitAsync(
        Guid worker, IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results, CancellationToken cancellation) => database.RunAsync(
        () =>
        {
            var commit = new MemoryCommit(database, Hub, worker, steps, results);
            commit.Check();
            return commit.Apply();
        },
        cancellation);
}
