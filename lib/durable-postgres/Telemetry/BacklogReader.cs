using DurableTask.Postgres.Store;

namespace DurableTask.Postgres.Telemetry;

/// <summary>Asks the database what waits.</summary>
internal sealed class BacklogReader(DurableDataSource database, Hub hub)
{
    /// <summary>$1 hub name.</summary>
    public const string Sql =
        """
        select due_instances, queued_activities, lost_workers, oldest_seconds, parked_instances from durable.backlog where hub = $1
        """;

    public async Task<Backlog> ReadAsync(CancellationToken cancellation)
    {
        await hub.GetNumberAsync(cancellation);
        await using var command = database.Source.CreateCommand(Sql).With(hub.Name);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new Backlog(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.GetInt64(2),
            reader.IsDBNull(3) ? TimeSpan.Zero : TimeSpan.FromSeconds(reader.GetDouble(3)),
            reader.GetInt64(4));
    }
}
