using DurableTask.Postgres.Replay;
using Npgsql;

namespace DurableTask.Postgres.Tests.Statements.Engines;

/// <summary>Reads what is stored of an instance from the tables.</summary>
internal static class StoredHistory
{
    public static async Task<IReadOnlyList<HistoryEvent>> ReadAsync(
        string connectionString, string hub, string instanceId, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            """
            select h.event_type, h.ts, h.task_id, h.name, h.payload, h.detail
            from durable.history h join durable.instances i using (id) join durable.hubs u using (hub)
            where u.name = $1 and i.instance_id = $2 order by h.seq
            """,
            connection);
        command.Parameters.AddWithValue(hub);
        command.Parameters.AddWithValue(instanceId);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var history = new List<HistoryEvent>();
        while (await reader.ReadAsync(cancellation))
        {
            history.Add(new HistoryEvent(
                (EventType)reader.GetInt16(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt32(2), Text(3), Text(4), Text(5)));
        }

        return history;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public static async Task<long> CountTimersAsync(string connectionString, string hub, string instanceId, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(
            """
            select count(*) from durable.timers t join durable.instances i on i.id = t.id join durable.hubs u on u.hub = i.hub
            where u.name = $1 and i.instance_id = $2
            """,
            connection);
        command.Parameters.AddWithValue(hub);
        command.Parameters.AddWithValue(instanceId);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
