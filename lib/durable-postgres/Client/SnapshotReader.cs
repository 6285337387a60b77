using System.Text.Json;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>Reads rows of <see cref="ClientSql.Snapshot"/>.</summary>
internal static class SnapshotReader
{
    /// <summary>The snapshot in the current row.</summary>
    public static InstanceSnapshot Read(NpgsqlDataReader reader) => new(
        reader.GetInt64(7),
        reader.GetString(0),
        reader.GetString(1),
        reader.GetString(11),
        (OrchestrationRuntimeStatus)reader.GetInt16(2),
        reader.GetFieldValue<DateTimeOffset>(3),
        reader.GetFieldValue<DateTimeOffset>(4),
        reader.TextOrNull(5) is { } tags ? ReadTags(tags) : new Dictionary<string, string>(),
        reader.TextOrNull(6),
        reader.TextOrNull(8),
        reader.TextOrNull(9),
        reader.TextOrNull(10));

    /// <summary>Tags as they are stored.</summary>
    public static Dictionary<string, string> ReadTags(string text) => JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
}
