using DurableTask.Postgres.Store;
using DurableTask.Postgres.Tests.Support;
using Npgsql;

namespace DurableTask.Postgres.Tests;

/// <summary>What a claim costs must not grow with what is not due.</summary>
public sealed class ClaimPlanTests(PostgresFixture postgres) : EngineTests(postgres)
{
    [Fact]
    public async Task Claim_LooksDueWorkUpInTheIndex_WhateverElseWaits()
    {
        var database = await Postgres.Server.CreateDatabaseAsync();
        await using var host = await EngineHost.StartAsync(database, Hub, null);
        await host.Client.GetInstanceAsync("none", host.Deadline);
        await using var data = NpgsqlDataSource.Create(database);
        await using (var fill = data.CreateCommand(
            """
            insert into durable.ready (id, hub, due_at, locked_by) select n, 1, 'infinity', gen_random_uuid() from generate_series(1, 20000) n;
            insert into durable.timers (hub, id, event_type, due_at)
            select 1, n, 11, clock_timestamp() + interval '1 day' from generate_series(1, 20000) n;
            analyze durable.ready, durable.timers
            """))
        {
            await fill.ExecuteNonQueryAsync(host.Deadline);
        }

        var timers = await ExplainAsync(data, ClaimSql.FireTimers, (short)1);
        var instances = await ExplainAsync(data, ClaimSql.TakeInstances, (short)1, Guid.NewGuid(), Array.Empty<long>(), 64);

        timers.ShouldMatch(@"timers_due on timers[^\n]*\n\s+Index Cond: \(\(hub = [^\n]*due_at <=");
        instances.ShouldMatch(@"ready_due on ready[^\n]*\n\s+Index Cond: \(\(hub = [^\n]*due_at <=");
    }

    private static async Task<string> ExplainAsync(NpgsqlDataSource data, string sql, params object[] parameters)
    {
        await using var command = data.CreateCommand($"explain {sql}");
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
