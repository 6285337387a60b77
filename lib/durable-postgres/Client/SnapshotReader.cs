using System.Text.Json;
using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Npgsql;

namespace DurableTask.Postgres.Client;

/// <summary>Reads rows of <see cref="ClientSql.Snapshot"/>.</summary>
internal static class SnapshotReader
{
    /// <summary>The snapshot in the current row.</summary>
    public static OrchestrationMetadata Read(NpgsqlDataReader reader, DataConverter? converter) =>
        new(reader.GetString(1), reader.GetString(0))
        {
            DataConverter = converter,
            RuntimeStatus = (OrchestrationRuntimeStatus)reader.GetInt16(2),
            CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
            LastUpdatedAt = reader.GetFieldValue<DateTimeOffset>(4),
            Tags = reader.IsDBNull(5) ? new Dictionary<string, string>() : ReadTags(reader.GetString(5)),
            FailureDetails = reader.TextOrNull(6) is { } failure ? FailureText.Read(failure) : null,
            SerializedInput = reader.TextOrNull(8),
            SerializedOutput = reader.TextOrNull(9),
            SerializedCustomStatus = reader.TextOrNull(10),
        };

    /// <summary>The engine's number of the instance in the current row.</summary>
    public static long ReadId(NpgsqlDataReader reader) => reader.GetInt64(7);

    /// <summary>Tags from their stored form.</summary>
    public static Dictionary<string, string> ReadTags(string text) => JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
}
