using System.Diagnostics;
using Deis.Platform.Runtime.Local.Sandboxes;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Deis.Local.Postgres;

/// <summary>The platform's own PostgreSQL: data in the state folder, reachable only through a UNIX socket in a folder that no app can enter.
/// It ends with the platform, also when that is killed. When it ends by itself it is started again.</summary>
public sealed partial class LocalPostgres(PostgresFolder folder, TimeProvider clock, ILogger<LocalPostgres> logger) : IAsyncDisposable
{
    private const string Database = "deis";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    // The server is told to end when the thread that started it ends.
    private readonly SandboxSpawner _spawner = new();
    private readonly CancellationTokenSource _stopping = new();
    private Process? _server;
    private Task _supervision = Task.CompletedTask;

    /// <summary>How to connect.</summary>
    public string ConnectionString => ConnectionTo(Database);

    /// <summary>Makes the database cluster when it is missing, starts the server and waits until it answers.</summary>
    /// <exception cref="LocalException">It does not start.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await folder.EnsureClusterAsync(cancellationToken);
        await StartServerAsync(cancellationToken);
        await EnsureDatabaseAsync(cancellationToken);
        _supervision = SuperviseAsync(_stopping.Token);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _supervision.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        _stopping.Dispose();
    }

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        await folder.WaitForFormerServerAsync(clock, StopLimit, cancellationToken);
        var former = _server;
        _server = await _spawner.StartAsync(folder.ServerCommand());
        former?.Dispose();
        var started = clock.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            if (_server.HasExited || clock.GetElapsedTime(started) > StartLimit)
            {
                throw new LocalException("PostgreSQL did not start.", $"See the end of {folder.LogFile}.");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task SuperviseAsync(CancellationToken stopping)
    {
        while (true)
        {
            await _server!.WaitForExitAsync(stopping);
            LogEnded(_server.ExitCode, folder.LogFile);
            try
            {
                await StartServerAsync(stopping);
                LogBack();
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                // Its former processes may still hold its memory.
                LogNotBack(failure.Message);
                await Task.Delay(RestartPause, clock, stopping);
            }
        }
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

    [LoggerMessage(9011, LogLevel.Error, "PostgreSQL ended by itself with exit code {ExitCode} and is started again; its own log is {LogFile}")]
    private partial void LogEnded(int exitCode, string logFile);

    [LoggerMessage(9012, LogLevel.Information, "PostgreSQL answers again")]
    private partial void LogBack();

    [LoggerMessage(9013, LogLevel.Error, "{Reason} It is tried again.")]
    private partial void LogNotBack(string reason);
}
