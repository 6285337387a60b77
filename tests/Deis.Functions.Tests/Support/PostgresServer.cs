using System.Diagnostics;
using Npgsql;

namespace Deis.Functions.Tests.Support;

public sealed class PostgresServer : IAsyncDisposable
{
    private const string Bin = "/usr/lib/postgresql/15/bin";
    private readonly string _folder;
    private readonly Process _process;

    private PostgresServer(string folder, Process process)
    {
        _folder = folder;
        _process = process;
    }

    public static async Task<PostgresServer> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("deis-pg-").FullName;
        await Run("chown", "postgres", folder);
        await Run("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", $"{Bin}/initdb", "-D", $"{folder}/data", "-A", "trust", "-U", "deis", "--no-sync");
        var process = Process.Start(new ProcessStartInfo("setpriv",
            ["--reuid=postgres", "--regid=postgres", "--clear-groups", $"{Bin}/postgres", "-D", $"{folder}/data", "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"])
        { RedirectStandardError = true })!;
        while (await process.StandardError.ReadLineAsync() is { } line && !line.Contains("ready to accept", StringComparison.Ordinal))
        {
        }
        _ = process.StandardError.ReadToEndAsync();
        return new PostgresServer(folder, process);
    }

    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create($"Host={_folder};Username=deis;Database=postgres;Pooling=false");
        await using var command = source.CreateCommand($"create database {name}");
        await command.ExecuteNonQueryAsync();
        return $"Host={_folder};Username=deis;Database={name};Maximum Pool Size=20";
    }

    public async ValueTask DisposeAsync()
    {
        await Run("kill", "-INT", $"{_process.Id}");
        await _process.WaitForExitAsync();
        Directory.Delete(_folder, true);
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, program);
    }
}
