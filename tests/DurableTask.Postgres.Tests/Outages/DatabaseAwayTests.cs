using System.Globalization;
using Deis.TestSupport;
using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;
using Npgsql;

namespace DurableTask.Postgres.Tests.Outages;

/// <summary>PostgreSQL is away for long, or drops everybody at once. Workers come back by themselves; nothing is lost or done twice.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime, IDisposable
{
    private const int Instances = 25;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(5));
    private readonly ChainLoad _load = new(steps: 24);
    private PostgresServer? _server;
    private string _connectionString = string.Empty;

    private PostgresServer Server => _server!;

    public async Task InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _connectionString = await _server.CreateDatabaseAsync();
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Stop_DatabaseForAMinute_EverythingGoesOnWhenItIsBack()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var ids = await _load.StartAsync(first.Client, Instances, _limit.Token);
        await _load.ProgressAsync(Instances * 4, _limit.Token);

        await Server.StopAsync(_limit.Token);
        await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System, _limit.Token);
        var runs = _load.Runs;
        await Server.StartAgainAsync(_limit.Token);
        var back = TimeProvider.System.GetTimestamp();
        await EndAsync(first, ids);

        await Report.WriteAsync(
            "outage",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Outage: PostgreSQL was away for 60 s in the middle of {Instances} instances; all ended {TimeProvider.System.GetElapsedTime(back).TotalSeconds:0.0} s after it was back ({_load.Runs - runs} activities later), no step lost or doubled."));
    }

    [Fact]
    public async Task Terminate_EveryConnectionAtOnceAgainAndAgain_WorkGoesOn()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        await using var administrator = NpgsqlDataSource.Create(Server.ConnectionString);
        var ids = await _load.StartAsync(first.Client, Instances, _limit.Token);

        for (var round = 0; round < 8; round++)
        {
            await _load.ProgressAsync(Instances, _limit.Token);
            await using var command = administrator.CreateCommand(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'durable-task'");
            await command.ExecuteNonQueryAsync(_limit.Token);
        }

        await EndAsync(first, ids);
    }

    private Task<EngineHost> StartAsync() => EngineHost.StartAsync(_connectionString, "away", _load.AddTasks);

    private async Task EndAsync(EngineHost host, IReadOnlyList<string> ids)
    {
        await _load.ShouldEndRightAsync(host.Client, ids, _connectionString, "away", _limit.Token);
        await HistoryReplay.CheckAsync(null, _connectionString, "away", _load.AddTasks, null);
    }
}
