using Npgsql;

namespace DurableTask.Postgres.Store;

/// <content>Committing steps.</content>
internal sealed partial class PostgresWorkStore
{
    public async Task<CommitResult> CommitAsync(
        Guid worker, IReadOnlyList<Step> steps, IReadOnlyList<FinishedActivity> results, CancellationToken cancellation)
    {
        var number = await hub.GetNumberAsync(cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection);
        var commit = new CommitBatch(batch, number, worker);
        commit.Build(steps, results);
        await batch.PrepareAsync(cancellation);
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            return await commit.ReadAsync(reader, cancellation);
        }
        catch (PostgresException error) when (error.SqlState is CommitSql.HoldLost or CommitSql.MessageGone or CommitSql.ActivityGone)
        {
            throw new StepRefusedException(
                error.SqlState switch
                {
                    CommitSql.HoldLost => "Another worker has taken the instance.",
                    CommitSql.MessageGone => "A message of the step was already consumed.",
                    _ => "The result of an activity of the step was already taken, or another worker runs it.",
                },
                error);
        }
    }
}
