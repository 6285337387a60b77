using System.Text.Json;
using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DurableTask.Postgres.Tests;

/// <summary>The view that autoscalers ask. No worker runs here unless a test starts one, so that everything waits.</summary>
public sealed class BacklogTests(PostgresFixture postgres) : EngineTests(postgres)
{
    private const string ScalerQuery = "select backlog from durable.backlog where hub = ";

    [Fact]
    public async Task Backlog_CountsDueInstancesWithoutOwner_AndQueuedActivities()
    {
        await using var host = await StartAsync(null);
        await host.Client.GetInstanceAsync("none", host.Deadline);
        (await BacklogAsync()).ShouldBe(0);

        var due = await StartOneAsync(host);
        var held = await StartOneAsync(host);
        var parked = await StartOneAsync(host);
        await StartOneAsync(host, TimeSpan.FromHours(1));
        (await BacklogAsync()).ShouldBe(3);

        // An instance that a worker holds is that worker's to serve, also when something new has come for it; a parked one is nobody's.
        await SetReadyAsync(held, "locked_by = gen_random_uuid()");
        await SetReadyAsync(parked, "parked = true, due_at = 'infinity'");
        (await BacklogAsync()).ShouldBe(1);

        await AddActivityAsync("null");
        await AddActivityAsync("null");
        await AddActivityAsync("gen_random_uuid()");
        (await BacklogAsync()).ShouldBe(3);

        // A second message makes no second instance.
        await host.Client.RaiseEventAsync(due, "Go", cancellation: host.Deadline);
        (await BacklogAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Backlog_CountsTimersThatAreDue_BecauseNoWorkerMayBeThereToFireThem()
    {
        await using var host = await StartAsync(null);
        await StartOneAsync(host, TimeSpan.FromMilliseconds(200));
        var due = await StartOneAsync(host);
        await using var data = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using (var connection = await data.OpenConnectionAsync(host.Deadline))
        await using (var transaction = await connection.BeginTransactionAsync(host.Deadline))
        {
            // The instance is due already.
            await host.Client.RaiseEventAsync(transaction, due, "Go", cancellation: host.Deadline);
            await transaction.CommitAsync(host.Deadline);
        }

        await Eventually.TrueAsync(async () => await BacklogAsync() == 2, host.Deadline);
    }

    [Fact]
    public async Task Backlog_CountsWorkersThatVanished_UntilAnotherEndsTheirLeases()
    {
        await using (var host = await StartAsync(null))
        {
            await host.Client.GetInstanceAsync("none", host.Deadline);
        }

        await Database.ExecuteAsync(
            Postgres,
            $"""
            insert into durable.workers (worker_id, hub, machine, pid, pid_started, seen_at)
            select gen_random_uuid(), hub, 'elsewhere', 1, 1, clock_timestamp() - interval '2 minutes' from durable.hubs where name = '{Hub}'
            """);
        (await BacklogAsync()).ShouldBe(1);

        await using var worker = await StartAsync(tasks => tasks.AddActivityFunc<int>("Nothing", _ => 0));
        await Eventually.TrueAsync(async () => await BacklogAsync() == 0, worker.Deadline);
    }

    [Fact]
    public async Task Backlog_FallsToZero_WhenWorkersHaveDoneAll()
    {
        await using (var client = await StartAsync(null))
        {
            await StartOneAsync(client);
            await StartOneAsync(client, TimeSpan.FromMilliseconds(10));
        }

        await using var worker = await StartAsync(tasks => tasks.AddOrchestratorFunc("Any", _ => Task.CompletedTask));

        await Eventually.TrueAsync(async () => await BacklogAsync() == 0, worker.Deadline);
    }

    [Fact]
    public async Task View_TellsTheAgeOfTheOldestWork_AsTheHealthCheckDoes()
    {
        await using var host = await StartAsync(null);
        var id = await StartOneAsync(host);
        await SetReadyAsync(id, "due_at = clock_timestamp() - interval '10 minutes'");
        await AddActivityAsync("null");

        var age = await ScalarAsync<double>($"select oldest_seconds from durable.backlog where hub = '{Hub}'");
        var check = (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(host.Deadline))
            .Entries[DurableTaskPostgresBuilderExtensions.HealthCheckName];

        age.ShouldBeGreaterThanOrEqualTo(600);
        check.Data["oldestSeconds"].ShouldBeOfType<double>().ShouldBeGreaterThanOrEqualTo(age);
        check.Data["dueInstances"].ShouldBe(1L);
        check.Data["queuedActivities"].ShouldBe(1L);
        check.Data["lostWorkers"].ShouldBe(0L);
        check.Data["parkedInstances"].ShouldBe(0L);
    }

    [Fact]
    public async Task Query_ReadsIndexes_WhateverElseIsInTheTables()
    {
        // A database of its own, with a large hub beside the one that is asked about.
        var database = await Postgres.Server.CreateDatabaseAsync();
        await using var host = await EngineHost.StartAsync(database, Hub, null);
        await StartOneAsync(host);
        await using var data = NpgsqlDataSource.Create(database);
        await using (var fill = data.CreateCommand(
            """
            insert into durable.hubs (name) values ('large');
            insert into durable.instances (hub, instance_id, execution_id, name, status)
            select h.hub, n::text, gen_random_uuid(), 'Any', 0 from durable.hubs h, generate_series(1, 20000) n where name = 'large';
            insert into durable.ready (id, hub, due_at, locked_by)
            select id, hub, case when id % 2 = 0 then 'infinity' else clock_timestamp() end, gen_random_uuid() from durable.instances
            where instance_id <> '' and id not in (select id from durable.ready);
            insert into durable.timers (hub, id, event_type, due_at)
            select hub, id, 11, clock_timestamp() + interval '1 day' from durable.instances;
            insert into durable.activities (hub, id, instance_id, execution_id, task_id, name, version, locked_by)
            select hub, id, instance_id, gen_random_uuid(), 0, 'Any', '', gen_random_uuid() from durable.instances;
            analyze durable.hubs, durable.instances, durable.ready, durable.timers, durable.activities
            """))
        {
            await fill.ExecuteNonQueryAsync(host.Deadline);
        }

        await using var explain = data.CreateCommand($"explain (format json) {ScalerQuery}'{Hub}'");
        var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(host.Deadline))!).RootElement[0].GetProperty("Plan");

        var scans = Nodes(plan).Where(node => node.TryGetProperty("Relation Name", out _))
            .Select(node => (Table: node.GetProperty("Relation Name").GetString(), Kind: node.GetProperty("Node Type").GetString()))
            .ToArray();
        scans.Select(scan => scan.Table).Distinct().ShouldBe(["hubs", "ready", "timers", "activities", "workers"], ignoreOrder: true);

        // By an index, straight or as a bitmap; hubs and workers are few.
        scans.Where(scan => scan.Table is not ("hubs" or "workers")).ShouldAllBe(scan => scan.Kind != "Seq Scan");
    }

    [Fact]
    public async Task Scaler_NeedsNoRightsButToReadTheView()
    {
        await using var host = await StartAsync(null);
        await StartOneAsync(host);
        var role = $"scaler_{Guid.NewGuid():N}";
        await Database.ExecuteAsync(
            Postgres,
            $"create role {role} login password 'x'; grant usage on schema durable to {role}; grant select on durable.backlog to {role}");
        await using var data = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var connection = await data.OpenConnectionAsync(host.Deadline);
        await using var command = new NpgsqlCommand($"set role {role}; {ScalerQuery}'{Hub}'", connection);

        (await command.ExecuteScalarAsync(host.Deadline)).ShouldBe(1L);
    }

    private static IEnumerable<JsonElement> Nodes(JsonElement plan) => plan.TryGetProperty("Plans", out var children)
        ? children.EnumerateArray().SelectMany(Nodes).Prepend(plan)
        : [plan];

    private static Task<string> StartOneAsync(EngineHost host, TimeSpan? delay = null) => host.Client.ScheduleNewOrchestrationInstanceAsync(
        "Any",
        input: null,
        options: delay is { } later ? new StartOrchestrationOptions(StartAt: TimeProvider.System.GetUtcNow() + later) : null,
        cancellation: host.Deadline);

    private Task<long> BacklogAsync() => ScalarAsync<long>($"{ScalerQuery}'{Hub}'");

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var data = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var command = data.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync() ?? default(T)!);
    }

    private Task SetReadyAsync(string id, string change) => Database.ExecuteAsync(
        Postgres, $"update durable.ready set {change} where id = (select id from durable.instances where instance_id = '{id}')");

    private Task AddActivityAsync(string owner) => Database.ExecuteAsync(
        Postgres,
        $"""
        insert into durable.activities (hub, id, instance_id, execution_id, task_id, name, version, locked_by)
        select hub, 0, '', gen_random_uuid(), 0, 'Nobody', '', {owner} from durable.hubs where name = '{Hub}'
        """);
}
