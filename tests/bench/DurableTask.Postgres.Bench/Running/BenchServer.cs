using Deis.TestSupport;
using Npgsql;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>A PostgreSQL with its default durability (fsync, synchronous commit) that counts its statements.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly PostgresServer _server;

    private BenchServer(PostgresServer server)
    {
        _server = server;
    }

    /// <summary>The server's files.</summary>
    public string Folder => _server.SocketFolder;

    public static async Task<BenchServer> StartAsync()
    {
        var server = await PostgresServer.StartAsync();
        await using (var source = NpgsqlDataSource.Create(server.ConnectionString))
        {
            await using var command = source.CreateCommand("alter system set shared_preload_libraries = 'pg_stat_statements'");
            await command.ExecuteNonQueryAsync();
        }

        await server.RestartAsync();
        return new BenchServer(server);
    }

    /// <summary>A database of its own for one measurement.</summary>
    public async Task<BenchDatabase> CreateDatabaseAsync()
    {
        var connectionString = await _server.CreateDatabaseAsync();
        var database = new BenchDatabase(connectionString);
        await database.ExecuteAsync("create extension pg_stat_statements");
        return database;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
