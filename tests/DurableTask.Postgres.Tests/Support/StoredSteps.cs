using Npgsql;

namespace DurableTask.Postgres.Tests.Support;

/// <summary>Looks for steps that were lost or counted twice, in the tables themselves.</summary>
public static class StoredSteps
{
    /// <summary>Each query lists what must not be; $1 is the hub.</summary>
    private static readonly (string Fault, string Sql)[] _faults =
    [
        ("an action stands twice in a history",
            """
            select i.instance_id, h.task_id::text from durable.history h join durable.instances i using (id)
            where i.hub = $1 and h.event_type in (4, 7, 10, 14) group by 1, 2 having count(*) > 1
            """),
        ("an action was answered twice",
            """
            select i.instance_id, h.task_id::text from durable.history h join durable.instances i using (id)
            where i.hub = $1 and h.event_type in (5, 6, 8, 9, 11) group by 1, 2 having count(*) > 1
            """),
        ("an answer has no action",
            """
            select i.instance_id, h.task_id::text from durable.history h join durable.instances i using (id)
            where i.hub = $1 and h.event_type in (5, 6, 8, 9, 11) and not exists (
                select from durable.history a where a.id = h.id and a.task_id = h.task_id and a.event_type in (4, 7, 10))
            """),
        ("a completed instance never got an answer",
            """
            select i.instance_id, h.task_id::text from durable.history h join durable.instances i using (id)
            where i.hub = $1 and i.status = 1 and h.event_type in (4, 7) and not exists (
                select from durable.history a where a.id = h.id and a.task_id = h.task_id and a.event_type in (5, 6, 8, 9))
            """),
        ("the history has a gap",
            """
            select i.instance_id, count(*)::text from durable.history h join durable.instances i using (id)
            where i.hub = $1 group by 1 having count(*) <> max(h.seq) + 1
            """),
        ("a sub-orchestration was started that no history tells of",
            """
            select c.instance_id, c.parent_instance from durable.instances c join durable.instances p on p.id = c.parent_id
            where c.hub = $1 and c.parent_execution = p.execution_id and not exists (
                select from durable.history h where h.id = p.id and h.event_type = 7 and h.detail = c.instance_id)
            """),
    ];

    private static readonly string[] _queues = ["messages", "timers", "activities", "ready"];

    /// <summary>Fails when a step of the hub was lost or counted twice.</summary>
    public static async Task ShouldCountOnceAsync(string connectionString, string hub)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        foreach (var (fault, sql) in _faults)
        {
            await using var command = source.CreateCommand(sql.Replace("$1", Number(hub), StringComparison.Ordinal));
            await using var reader = await command.ExecuteReaderAsync();
            var found = new List<string>();
            while (await reader.ReadAsync())
            {
                found.Add($"{reader.GetString(0)} ({reader.GetString(1)})");
            }

            found.ShouldBeEmpty(fault);
        }
    }

    /// <summary>Waits until nothing of ended or removed instances is left in the queues.</summary>
    public static async Task EmptyQueuesAsync(string connectionString, string hub, CancellationToken deadline)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        foreach (var queue in _queues)
        {
            // A row without an instance is known as this hub's by its queue row: other hubs may leave some, too.
            var sql = $"""
                select count(*) from durable.{queue} q
                left join durable.instances i on i.id = q.id left join durable.ready r on r.id = q.id
                where (i.id is null or i.completed_at is not null) and coalesce(i.hub, r.hub) = {Number(hub)}
                """;
            await Eventually.TrueAsync(
                async () =>
                {
                    await using var command = source.CreateCommand(sql);
                    return await command.ExecuteScalarAsync(deadline) is 0L;
                },
                deadline);
        }
    }

    private static string Number(string hub) => $"(select hub from durable.hubs where name = '{hub}')";
}
