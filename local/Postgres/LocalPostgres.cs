using System.Diagnostics;
using Deis.Platform.Runtime.Local.Sandboxes;
using Npgsql;

namespace Deis.Local.Postgres;

/// <summary>The platform's own PostgreSQL: data in the state folder, reachable only through a UNIX socket in a folder that no app can enter.
/// It ends with the platform, also when that is killed.</summary>
public sealed class LocalPostgres(PostgresFolder folder, TimeProvider clock) : IAsyncDisposable
{
    private const string Database = "deis";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // The server is told to end when the thread that started it ends.
    private readonly SandboxSpawner _spawner = new();
    private Process? _server;

    /// <summary>How to connect.</summary>
    public string ConnectionString => ConnectionTo(Database);

    /// <summary>Makes the database cluster when it is missing, starts the server and waits until it answers.</summary>
    /// <exception cref="LocalException">It does not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await folder.EnsureClusterAsync(cancellationToken);
        await folder.WaitForFormerServerAsync(clock, StopLimit, cancellationToken);
        _server = await _spawner.StartAsync(folder.ServerCommand());
        var started = clock.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            if (_server.HasExited || clock.GetElapsedTime(started) > StartLimit)
            {
                throw new LocalException("PostgreSQL did not start.", $"See the end of {folder.LogFile}.");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }

        await EnsureDatabaseAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            using var interrupt = Process.Start("kill", ["-INT", $"{_server.Id}"]);
            using var limit = new CancellationTokenSource(StopLimit, clock);
            try
            {
                await _server.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _server.Kill();
            }
        }

        _server?.Dispose();
        _spawner.Dispose();
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionTo("postgres"));
        await connection.OpenAsync(cancellationToken);
        await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = Database } } };
        if (await look.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database {Database}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = folder.SocketFolder,
        Username = PostgresFolder.Role,
        Database = database,
        MaxPoolSize = 40,
        Pooling = database == Database,
        Timeout = 15,
    }.ConnectionString;
}
