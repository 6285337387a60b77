using System.Diagnostics;
using Npgsql;

namespace Deis.TestSupport;

/// <summary>
/// A PostgreSQL 15 of its own for tests: temporary data folder, free port on loopback, UNIX socket. PostgreSQL refuses to run as root;
/// then it runs as the account <c>postgres</c>. Dispose stops it and removes its files.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder;
    private int _databases;

    private PostgresServer(DirectoryInfo folder, int port)
    {
        _folder = folder;
        Port = port;
    }

    /// <summary>TCP port on 127.0.0.1; the socket file has the same number.</summary>
    public int Port { get; }

    /// <summary>Folder of the UNIX socket.</summary>
    public string SocketFolder => _folder.FullName;

    /// <summary>Connects to the database <c>postgres</c> as superuser over the UNIX socket.</summary>
    public string ConnectionString => ConnectionStringFor("postgres");

    /// <summary>Initialises and starts a server.</summary>
    public static async Task<PostgresServer> StartAsync(CancellationToken cancellation = default)
    {
        var folder = Directory.CreateTempSubdirectory("pg-");
        var server = new PostgresServer(folder, FreePort.Find());
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                await RunAsync("chown", ["postgres:postgres", folder.FullName], cancellation);
            }

            await server.AsPostgresAsync(
                "initdb", ["-D", server.Data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"], cancellation);
            await File.AppendAllTextAsync(
                Path.Combine(server.Data, "postgresql.conf"),
                $"""

                listen_addresses = '127.0.0.1'
                port = {server.Port}
                unix_socket_directories = '{folder.FullName}'
                max_connections = 200
                shared_buffers = 64MB

                """,
                cancellation);
            await server.StartAgainAsync(cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connects to a database as superuser over the UNIX socket.</summary>
    public string ConnectionStringFor(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Port = Port,
        Username = "postgres",
        Database = database,
        IncludeErrorDetail = true,
    }.ConnectionString;

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation = default)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync(cancellation);
        return ConnectionStringFor(name);
    }

    /// <summary>Stops the server in an orderly way; connections are closed, transactions rolled back.</summary>
    public Task StopAsync(CancellationToken cancellation = default) =>
        AsPostgresAsync("pg_ctl", ["stop", "-D", Data, "-m", "fast", "-w"], cancellation);

    /// <summary>Stops the server as a power failure would: it recovers from its log at the next start.</summary>
    public Task KillAsync(CancellationToken cancellation = default) =>
        AsPostgresAsync("pg_ctl", ["stop", "-D", Data, "-m", "immediate", "-w"], cancellation);

    /// <summary>Starts a stopped server with the same data and port.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        await AsPostgresAsync("pg_ctl", ["start", "-D", Data, "-w", "-l", Path.Combine(SocketFolder, "log")], limit.Token);
    }

    /// <summary>Starts the server unless it runs, as a supervisor would after it went down by itself.</summary>
    public async Task EnsureRunningAsync(CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await using var source = NpgsqlDataSource.Create(ConnectionString);
                await using var connection = await source.OpenConnectionAsync(cancellation);
                return;
            }
            catch (NpgsqlException)
            {
                await TryStartAgainAsync(cancellation);
            }
        }
    }

    /// <summary>Stops and starts the server.</summary>
    public async Task RestartAsync(CancellationToken cancellation = default)
    {
        await StopAsync(cancellation);
        await StartAgainAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await KillAsync(CancellationToken.None);
        }

        _folder.Delete(recursive: true);
    }

    private async Task TryStartAgainAsync(CancellationToken cancellation)
    {
        try
        {
            await StartAgainAsync(cancellation);
        }
        catch (InvalidOperationException)
        {
            // It is coming up, or going down, by itself.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private Task AsPostgresAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var path = Path.Combine(Binaries, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments], cancellation)
            : RunAsync(path, arguments, cancellation);
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        // Output goes to a file: a server that inherits a pipe would keep its reader waiting for ever.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        var log = Path.GetTempFileName();
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(log);
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started.");
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException(
                    $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await File.ReadAllTextAsync(log, cancellation)}");
            }
        }
        finally
        {
            File.Delete(log);
        }
    }
}
