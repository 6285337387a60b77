using System.Text.Json;
using DurableTask.Postgres.Replay;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Tests.Replays;

/// <summary>Reads all instances of a hub with their histories.</summary>
internal static class StoredInstances
{
    /// <summary>Those of a hub that came after a row id.</summary>
    public static async Task<IReadOnlyList<StoredInstance>> ReadAsync(string connectionString, string hub, long after = 0)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var found = new Dictionary<long, StoredInstance>();
        await using (var command = source.CreateCommand(
            """
            select i.id, i.instance_id, i.execution_id, i.name, i.version, i.input, i.tags::text, i.status, i.output, i.failure,
                i.parent_id, i.parent_execution, i.parent_task, i.parent_name, i.parent_instance
            from durable.instances i join durable.hubs h using (hub) where h.name = $1 and i.id > $2 order by i.id
            """))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = hub });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var instance = Read(reader);
                found.Add(instance.Info.Id, instance);
            }
        }

        await using (var command = source.CreateCommand(
            "select id, event_type, ts, task_id, name, payload, detail from durable.history where id = any($1) order by id, seq"))
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. found.Keys] });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                found[reader.GetInt64(0)].History.Add(new HistoryEvent(
                    (EventType)reader.GetInt16(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetInt32(3),
                    Text(reader, 4),
                    Text(reader, 5),
                    Text(reader, 6)));
            }
        }

        return [.. found.Values];
    }

    private static StoredInstance Read(NpgsqlDataReader reader) => new(
        new InstanceInfo(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.GetGuid(2),
            reader.GetString(3),
            reader.GetString(4),
            Text(reader, 5),
            Text(reader, 6) is { } tags ? JsonSerializer.Deserialize<Dictionary<string, string>>(tags)! : [],
            reader.IsDBNull(10)
                ? null
                : new ParentLink(reader.GetInt64(10), reader.GetGuid(11), reader.GetInt32(12), reader.GetString(13), reader.GetString(14))),
        (OrchestrationRuntimeStatus)reader.GetInt16(7),
        Text(reader, 8),
        Text(reader, 9),
        []);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
