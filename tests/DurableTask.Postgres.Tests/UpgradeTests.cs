using DurableTask.Postgres.Schema;
using DurableTask.Postgres.Tests.Outages;
using DurableTask.Postgres.Tests.Replays;
using DurableTask.Postgres.Tests.Support;
using Npgsql;

namespace DurableTask.Postgres.Tests;

/// <summary>An older and a newer version on one database. The older one is this build; the newer one has scripts that this build does not know.</summary>
[Collection(PostgresCollection.Name)]
public sealed class UpgradeTests(PostgresFixture postgres) : IAsyncLifetime, IDisposable
{
    private const string Hub = "upgrade";

    private static readonly string[] _tables = ["ready", "messages", "timers", "activities", "history", "instances", "workers", "hubs"];

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private string _connectionString = string.Empty;
    private NpgsqlDataSource? _source;

    public async Task InitializeAsync()
    {
        _connectionString = await postgres.Server.CreateDatabaseAsync();
        _source = NpgsqlDataSource.Create(_connectionString);
    }

    public async Task DisposeAsync() => await _source!.DisposeAsync();

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Upgrade_WhileOlderWorkersRun_TheyGoOnAndMoreOfThemMayStart()
    {
        var load = new ChainLoad(steps: 20);
        await using var running = await EngineHost.StartAsync(_connectionString, Hub, load.AddTasks);
        var ids = await load.StartAsync(running.Client, 20, _limit.Token);
        await load.ProgressAsync(20, _limit.Token);

        var added = _tables.Select((table, number) => new SchemaMigration(
            $"2099-01-01-{number:00}-{table}",
            $"-- compatible: older versions neither name nor fill this column\nalter table durable.{table} add column extra text not null default 'x';"));
        var ran = await SchemaMigrator.ApplyAsync(_source!, "durable", [.. Own(), .. added], _limit.Token);
        await load.ProgressAsync(20, _limit.Token);
        await using var started = await EngineHost.StartAsync(_connectionString, Hub, load.AddTasks);
        var more = await load.StartAsync(started.Client, 5, _limit.Token);

        ran.Count.ShouldBe(_tables.Length);
        await load.ShouldEndRightAsync(started.Client, [.. ids, .. more], _connectionString, Hub, _limit.Token);
        await HistoryReplay.CheckAsync(null, _connectionString, Hub, load.AddTasks, null);
    }

    [Fact]
    public async Task Start_DatabaseHasAScriptThatBreaksThisVersion_IsRefusedWithItsName()
    {
        await SchemaMigrator.ApplyAsync(
            _source!,
            "durable",
            [.. Own(), new SchemaMigration("2099-01-01-01-rework", "-- breaks older versions: the queue is another table\nselect 1;")],
            _limit.Token);
        await using var client = await EngineHost.StartAsync(_connectionString, Hub, null);

        var error = await Should.ThrowAsync<SchemaMigrationException>(
            client.Client.ScheduleNewOrchestrationInstanceAsync("Tree", _limit.Token));

        error.Message.ShouldContain("2099-01-01-01-rework");
        error.Message.ShouldContain("Run the newer version");
    }

    [Fact]
    public async Task Apply_DatabaseOfAVersionThatKnewNoMarks_IsUpgraded()
    {
        await SchemaMigrator.ApplyAsync(_source!, "durable", Own(), _limit.Token);
        await using (var old = _source!.CreateCommand(
            """
            alter table durable.schema_migrations drop column breaks_older;
            insert into durable.schema_migrations (set, name, checksum) values ('durable', 'unknown', '');
            """))
        {
            await old.ExecuteNonQueryAsync(_limit.Token);
        }

        var ran = await SchemaMigrator.ApplyAsync(
            _source!, "durable", [.. Own(), new SchemaMigration("2099-01-01-01-more", "-- compatible: does nothing\nselect 1;")], _limit.Token);

        ran.ShouldBe(["2099-01-01-01-more"]);
    }

    [Fact]
    public void Migrations_AllButTheFirst_SayWhetherOlderVersionsCanGoOn() =>
        Own().Skip(1).Where(script => !script.IsCompatible && !script.Sql.StartsWith("-- breaks older versions:", StringComparison.Ordinal))
            .Select(script => script.Name).ShouldBeEmpty("see lib/durable-postgres/README.md, \"Changing the schema\"");

    /// <summary>The scripts of this build.</summary>
    private static SchemaMigration[] Own()
    {
        var assembly = typeof(SchemaMigrator).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return new SchemaMigration(name[..^".sql".Length], reader.ReadToEnd());
                }),
        ];
    }
}
