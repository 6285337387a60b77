using Npgsql;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Looks into the tables.</summary>
public static class Database
{
    /// <summary>Rows of "table [where …]".</summary>
    public static async Task<long> CountAsync(PostgresFixture postgres, string rows)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand($"select count(*) from {rows}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static async Task ExecuteAsync(PostgresFixture postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
