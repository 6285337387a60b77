using DurableTask.Postgres.Replay;
using DurableTask.Postgres.Store;
using DurableTask.Postgres.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DurableTask.Postgres.Tests;

/// <summary>All transactions lock an instance's queue row before whatever else belongs to the instance; so they cannot deadlock.</summary>
public sealed class LockOrderTests(PostgresFixture postgres) : EngineTests(postgres)
{
    /// <summary>PostgreSQL plans a prepared statement anew five times before it keeps a plan, which may be another one.</summary>
    private const int PlansBeforeTheKeptOne = 10;

    [Fact]
    public async Task Commit_OfResultsOneOfWhoseInstancesIsLocked_WaitsBeforeItTouchesTheActivities()
    {
        await using var host = await StartAsync(tasks: null);
        await host.Client.GetInstanceAsync("none", host.Deadline);
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString);
        var worker = Guid.NewGuid();
        var low = -Random.Shared.NextInt64(2, long.MaxValue);
        var high = low + 1;
        var store = host.Services.GetRequiredService<IWorkStore>();
        await HoldAsync(source, low);
        await HoldAsync(source, high);
        for (var plan = 0; plan < PlansBeforeTheKeptOne; plan++)
        {
            await store.CommitAsync(worker, [], [await RunAsync(source, low, worker), await RunAsync(source, high, worker)], host.Deadline);
        }

        var first = await RunAsync(source, low, worker);
        var second = await RunAsync(source, high, worker);

        // As an application does that replaces or purges the instance.
        await using var connection = await source.OpenConnectionAsync(host.Deadline);
        await using var transaction = await connection.BeginTransactionAsync(host.Deadline);
        await ExecuteAsync(connection, $"select from durable.ready where id = {high} for update");
        var committing = store.CommitAsync(worker, [], [first, second], host.Deadline);
        await Eventually.TrueAsync(
            async () => await Database.CountAsync(Postgres, $"pg_stat_activity where {connection.ProcessID} = any(pg_blocking_pids(pid))") == 1,
            host.Deadline);
        await ExecuteAsync(connection, $"select from durable.activities where id in ({low}, {high}) for update nowait");
        await transaction.CommitAsync(host.Deadline);
        await committing;

        (await Database.CountAsync(Postgres, $"durable.messages where id in ({low}, {high})")).ShouldBe(2 * (PlansBeforeTheKeptOne + 1));
    }

    /// <summary>An instance that somebody else holds.</summary>
    private Task<long> HoldAsync(NpgsqlDataSource source, long instance) => ScalarAsync(
        source,
        $"""
        insert into durable.ready (id, hub, due_at, locked_by)
        select {instance}, hub, 'infinity', gen_random_uuid() from durable.hubs where name = '{Hub}' returning id
        """);

    /// <summary>An activity of the instance that the worker has run.</summary>
    private async Task<FinishedActivity> RunAsync(NpgsqlDataSource source, long instance, Guid worker)
    {
        var number = await ScalarAsync(
            source,
            $"""
            insert into durable.activities (hub, id, instance_id, execution_id, task_id, name, version, locked_by)
            select hub, {instance}, 'i', gen_random_uuid(), 0, 'Work', '', '{worker}' from durable.hubs where name = '{Hub}' returning seq
            """);
        var activity = new ClaimedActivity(number, instance, "i", Guid.NewGuid(), 0, "Work", string.Empty, null, 1);
        return new FinishedActivity(activity, EventType.TaskCompleted, "1");
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
