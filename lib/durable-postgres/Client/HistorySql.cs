using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>The statement that reads the history of an instance.</summary>
internal static class HistorySql
{
    /// <summary>
    /// $1 hub, $2 instance id. One row per event; for an instance without events one row without a type. What is in the instance's row comes
    /// with the event that it belongs to.
    /// </summary>
    public const string Read =
        """
        select h.event_type, h.task_id, h.ts, h.name, h.payload, h.detail,
            case when h.event_type = 0 then i.name end,
            case when h.event_type = 0 then i.version end,
            case when h.event_type = 0 then i.tags::text end,
            case when h.event_type = 0 then i.input when h.event_type = 1 then i.output end,
            case when h.event_type = 1 then i.failure end
        from durable.instances i left join durable.history h on h.id = i.id
        where i.hub = $1 and i.instance_id = $2
        order by h.seq
        """;

    /// <summary>The event in the current row.</summary>
    public static HistoryRow ReadRow(NpgsqlDataReader reader) => new(
        new HistoryEvent(
            (EventType)reader.GetInt16(0),
            reader.GetFieldValue<DateTimeOffset>(2),
            reader.GetInt32(1),
            reader.TextOrNull(3),
            reader.TextOrNull(4),
            reader.TextOrNull(5)),
        reader.TextOrNull(6),
        reader.TextOrNull(7),
        reader.TextOrNull(8) is { } tags ? SnapshotReader.ReadTags(tags) : null,
        reader.TextOrNull(9),
        reader.TextOrNull(10));
}
