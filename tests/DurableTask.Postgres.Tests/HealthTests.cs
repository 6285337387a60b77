using DurableTask.Postgres.Tests.Support;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DurableTask.Postgres.Tests;

/// <summary>The health check says what is wrong. That the database is away is in <see cref="OutageTests"/>.</summary>
public sealed class HealthTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Healthy_WithAndWithoutAWorker()
    {
        await using var client = await StartAsync(null);
        var alone = await CheckAsync(client);
        await using var worker = await StartAsync(AddTasks);

        alone.Status.ShouldBe(HealthStatus.Healthy);
        alone.Description.ShouldBe("The durable task database answers; no worker runs in this process.");
        await Eventually.TrueAsync(
            async () => await CheckAsync(worker) is { Status: HealthStatus.Healthy, Description: "The durable task worker runs." }, worker.Deadline);
    }

    [Fact]
    public async Task Unhealthy_LeaseLost_SaysForHowLong()
    {
        await using var host = await StartAsync(AddTasks, configure: options =>
        {
            options.LeaseTime = TimeSpan.FromSeconds(1);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
        });
        await Eventually.TrueAsync(async () => (await CheckAsync(host)).Status == HealthStatus.Healthy, host.Deadline);
        await using var data = NpgsqlDataSource.Create(Postgres.ConnectionString);
        await using var connection = await data.OpenConnectionAsync(host.Deadline);
        await using (await connection.BeginTransactionAsync(host.Deadline))
        {
            // The heartbeat waits for this lock.
            await using var block = new NpgsqlCommand(
                $"select from durable.workers where hub = (select hub from durable.hubs where name = '{Hub}') for update", connection);
            await block.ExecuteNonQueryAsync(host.Deadline);

            var check = await EventuallyAsync(host, HealthStatus.Unhealthy);

            check.Description.ShouldNotBeNull().ShouldMatch(@"has lost its lease: it was renewed \d+ s ago and lasts 1 s, so that other workers take over");
        }

        await EventuallyAsync(host, HealthStatus.Healthy);
    }

    [Fact]
    public async Task Degraded_ListenerDown_SaysSo()
    {
        await using var host = await StartAsync(AddTasks);
        await EventuallyAsync(host, HealthStatus.Healthy);

        // It reconnects by itself, so it is cut off until the check has seen it.
        HealthReportEntry check = default;
        await Eventually.TrueAsync(
            async () =>
            {
                await Database.ExecuteAsync(
                    Postgres,
                    $"""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where query = 'listen durable_hub_' || (select hub from durable.hubs where name = '{Hub}')
                    """);
                check = await CheckAsync(host);
                return check.Status == HealthStatus.Degraded;
            },
            host.Deadline);

        check.Description.ShouldNotBeNull().ShouldStartWith("The listener is down: the durable task worker hears no notices and only polls");
        await EventuallyAsync(host, HealthStatus.Healthy);
    }

    [Fact]
    public async Task Degraded_OldWorkWaits_SaysHowLongAndHowMuch()
    {
        await using var host = await StartAsync(null);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Any", host.Deadline);
        await Database.ExecuteAsync(
            Postgres,
            $"""
            update durable.ready set due_at = clock_timestamp() - interval '10 minutes'
            where id = (select id from durable.instances where instance_id = '{id}')
            """);

        var check = await CheckAsync(host);

        check.Status.ShouldBe(HealthStatus.Degraded);
        check.Description.ShouldNotBeNull().ShouldMatch(@"^The oldest due work waits for \d{3,} s \(1 instances, 0 activities wait\): there are too few workers");
    }

    [Fact]
    public async Task Degraded_OldTransaction_SaysWhoseAndHowOld()
    {
        await using var host = await StartAsync(null, configure: options => options.HealthyTransactionAge = TimeSpan.FromSeconds(1));
        await using var data = NpgsqlDataSource.Create($"{Postgres.ConnectionString};Application Name=forgotten");
        await using var connection = await data.OpenConnectionAsync(host.Deadline);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, host.Deadline);
        await using (var read = new NpgsqlCommand("select count(*) from durable.hubs", connection))
        {
            await read.ExecuteScalarAsync(host.Deadline);
        }

        var check = await EventuallyAsync(host, HealthStatus.Degraded);

        check.Description.ShouldNotBeNull().ShouldMatch(
            $@"^The transaction of process {connection.ProcessID} \(forgotten, idle in transaction\) is open for \d+ s and keeps dead rows");
        await transaction.RollbackAsync(host.Deadline);
        await EventuallyAsync(host, HealthStatus.Healthy);
    }

    private static void AddTasks(DurableTaskRegistry tasks) => tasks.AddActivityFunc<int>("Nothing", _ => 0);

    private static async Task<HealthReportEntry> CheckAsync(EngineHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(host.Deadline))
            .Entries[DurableTaskPostgresBuilderExtensions.HealthCheckName];

    private static async Task<HealthReportEntry> EventuallyAsync(EngineHost host, HealthStatus status)
    {
        HealthReportEntry check = default;
        await Eventually.TrueAsync(
            async () =>
            {
                check = await CheckAsync(host);
                return check.Status == status;
            },
            host.Deadline);
        return check;
    }
}
