using Deis.TestSupport;
using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;
using Npgsql;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>PostgreSQL's disk is full. Until there is room again nothing goes on; then everything does.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(5));

    public void Dispose() => _limit.Dispose();

    [TmpfsFact]
    public async Task Write_DiskIsFull_EverythingGoesOnWhenThereIsRoomAgain()
    {
        using var disk = SmallDisk.Mount(megabytes: 192);
        await using var server = await PostgresServer.StartAsync(_limit.Token);
        await server.StopAsync(_limit.Token);
        disk.Take(Path.Combine(server.SocketFolder, "data"));
        await server.StartAgainAsync(_limit.Token);
        await KeepTheLogSmallAsync(server);
        var load = new ChainLoad(steps: 12, payloadBytes: 24_000);
        await using var host = await EngineHost.StartAsync(server.ConnectionString, "disk", load.AddTasks);
        var ids = await load.StartAsync(host.Client, 20, _limit.Token);
        await load.ProgressAsync(20, _limit.Token);

        disk.Fill();
        await Eventually.TrueAsync(() => IsInTrouble(host), _limit.Token);
        disk.Empty();
        await server.EnsureRunningAsync(_limit.Token);

        await load.ShouldEndRightAsync(host.Client, ids, server.ConnectionString, "disk", _limit.Token);
        await HistoryReplay.CheckAsync(null, server.ConnectionString, "disk", load.AddTasks, null);
    }

    /// <summary>Depending on which file had to grow, a statement fails or the server goes down.</summary>
    private static bool IsInTrouble(EngineHost host) => host.Logs.Lines.Count(line =>
        line.Contains("No space left on device", StringComparison.Ordinal)
        || line.Contains("Looking for work failed", StringComparison.Ordinal)) >= 3;

    private async Task KeepTheLogSmallAsync(PostgresServer server)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        foreach (var sql in new[]
        {
            "alter system set max_wal_size = '48MB'", "alter system set min_wal_size = '32MB'", "select pg_reload_conf()",
        })
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(_limit.Token);
        }
    }
}
