using Npgsql;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>Looks at a database from beside the engine.</summary>
internal sealed class BenchDatabase(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString + ";Application Name=bench;Maximum Pool Size=2;No Reset On Close=true");

    public string ConnectionString => connectionString;

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<IReadOnlyList<object[]>> ReadRowsAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Waits until a count is reached.</summary>
    public async Task WaitForCountAsync(string rows, long count, TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit);
        while (await ReadAsync<long>($"select count(*) from {rows}") < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, deadline.Token);
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
