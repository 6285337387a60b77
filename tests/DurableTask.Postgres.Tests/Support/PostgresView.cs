using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Npgsql;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Looks into the tables.</summary>
internal sealed class PostgresView(string connectionString, string hub) : IStoreView
{
    private const string Mine =
        "select i.id from durable.instances i join durable.hubs h using (hub) where h.name = $1 and ($2 is null or i.instance_id = $2)";

    public async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(string id, CancellationToken deadline)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"select event_type, ts, task_id, name, payload, detail from durable.history where id in ({Mine}) order by seq").With(hub).With(id);
        await using var reader = await command.ExecuteReaderAsync(deadline);
        var events = new List<HistoryEvent>();
        while (await reader.ReadAsync(deadline))
        {
            events.Add(new HistoryEvent(
                (EventType)reader.GetInt16(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetInt32(2),
                reader.TextOrNull(3),
                reader.TextOrNull(4),
                reader.TextOrNull(5)));
        }

        return events;
    }

    public async Task<StoredRows> RowsAsync(string? id, CancellationToken deadline)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"""
            with mine as ({Mine})
            select (select count(*) from durable.ready where id in (select id from mine)),
                (select count(*) from durable.messages where id in (select id from mine)),
                (select count(*) from durable.timers where id in (select id from mine)),
                (select count(*) from durable.activities where id in (select id from mine))
            """).With(hub).With(id);
        await using var reader = await command.ExecuteReaderAsync(deadline);
        await reader.ReadAsync(deadline);
        return new StoredRows(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
    }
}
