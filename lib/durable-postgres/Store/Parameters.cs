using Npgsql;

namespace DurableTask.Postgres.Store;

/// <summary>Typed positional parameters.</summary>
internal static class Parameters
{
    /// <summary>Adds the next parameter.</summary>
    public static NpgsqlBatchCommand With<T>(this NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(Create(value));
        return command;
    }

    /// <summary>Adds the next parameter.</summary>
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(Create(value));
        return command;
    }

    /// <summary>Adds a statement.</summary>
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Text or null of a column.</summary>
    public static string? TextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter Create<T>(T value)
    {
        if (value is null)
        {
            return new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NullType(typeof(T)) };
        }

        return Nullable.GetUnderlyingType(typeof(T)) is null
            ? new NpgsqlParameter<T> { TypedValue = value }
            : new NpgsqlParameter { Value = value };
    }

    private static NpgsqlTypes.NpgsqlDbType NullType(Type type) => Nullable.GetUnderlyingType(type) switch
    {
        null when type == typeof(string[]) => NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Text,
        { } inner when inner == typeof(DateTimeOffset) => NpgsqlTypes.NpgsqlDbType.TimestampTz,
        { } inner when inner == typeof(long) => NpgsqlTypes.NpgsqlDbType.Bigint,
        { } inner when inner == typeof(Guid) => NpgsqlTypes.NpgsqlDbType.Uuid,
        { } inner when inner == typeof(int) => NpgsqlTypes.NpgsqlDbType.Integer,
        _ => NpgsqlTypes.NpgsqlDbType.Text,
    };
}
