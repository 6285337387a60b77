using System.Text.Json;
using DurableTask.Postgres.Tests.Support;
using Npgsql;
using NpgsqlTypes;

namespace DurableTask.Postgres.Tests.Queries;

/// <summary>Puts instances into the tables that no worker ran, so that their times and statuses are what a test wants.</summary>
public static class InstanceTable
{
    private const string Insert =
        """
        with added as (
            insert into durable.instances (hub, instance_id, execution_id, name, status, created_at, updated_at, completed_at, tags)
            select h.hub, x.id, gen_random_uuid(), x.name, x.status, x.created, x.created, case when x.ended then x.updated end, x.tags::jsonb
            from durable.hubs h cross join unnest($2, $3, $4, $5, $6, $7, $8) as x (id, name, status, created, ended, updated, tags)
            where h.name = $1
            returning id, instance_id)
        insert into durable.history (id, seq, event_type, task_id, ts)
        select a.id, 0, 12, -1, x.updated from added a join unnest($2, $6, $7) as x (id, ended, updated) on x.id = a.instance_id where not x.ended
        """;

    public static async Task AddAsync(PostgresFixture postgres, string hub, IReadOnlyCollection<InstanceRow> rows)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(Insert);
        command.Parameters.Add(new() { Value = hub });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Id).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Name).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => (short)row.Status).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Created).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.IsEnded).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(row => row.Updated).ToArray() });
        command.Parameters.Add(new()
        {
            Value = rows.Select(row => row.Tags.Count == 0 ? null : JsonSerializer.Serialize(row.Tags)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Many ended instances named <c>Deploy</c>, one per second until a moment, for looking at plans.</summary>
    public static Task AddManyAsync(PostgresFixture postgres, string hub, int count, DateTimeOffset until) => Database.ExecuteAsync(
        postgres,
        $$"""
        insert into durable.instances (hub, instance_id, execution_id, name, status, created_at, updated_at, completed_at)
        select h.hub, 'deploy-' || n, gen_random_uuid(), 'Deploy', 1, t, t, t
        from durable.hubs h cross join generate_series(1, {{count}}) as n
        cross join lateral (select '{{until:o}}'::timestamptz - make_interval(secs => {{count}} - n) as t) x
        where h.name = '{{hub}}'
        """);
}
