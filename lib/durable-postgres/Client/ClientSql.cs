namespace DurableTask.Postgres.Client;

/// <summary>Statements of the client.</summary>
internal static class ClientSql
{
    /// <summary>$1 hub, $2 instance id, $3 execution, $4 name, $5 version, $6 input, $7 tags, $8 start time, $9 statuses that refuse, $10 trace.</summary>
    public const string Create =
        """
        select created_id, existing_status from durable.create_instance(
            $1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, null, null, null, null, null, $10)
        """;

    /// <summary>$1 channel, $2 notice.</summary>
    public const string Notify = "select pg_notify($1, $2)";

    /// <summary>
    /// $1 hub, $2 instance id, $3 event type, $4 name, $5 payload, $6 detail. A terminate request (3) also releases a parked instance.
    /// </summary>
    public const string Send =
        """
        with target as (
            select id from durable.instances where hub = $1 and instance_id = $2 and completed_at is null),
        sent as (
            insert into durable.messages (id, event_type, name, payload, detail) select id, $3, $4, $5, $6 from target returning id),
        woken as (
            insert into durable.ready as r (id, hub, due_at) select id, $1, clock_timestamp() from sent
            on conflict (id) do update set due_at = clock_timestamp(), parked = false
            where (r.due_at = 'infinity' and not r.parked) or $3 = 3
            returning r.locked_by)
        select (select count(*) from sent), (select count(*) from woken), (select locked_by from woken)
        """;

    /// <summary>$1 hub, $2 instance id, $3 name, $4 payload. The event waits beside the queue, where nobody else's locks are.</summary>
    public const string SendInTransaction =
        """
        insert into durable.timers (hub, id, event_type, due_at, name, payload)
        select $1, id, 15, clock_timestamp(), $3, $4 from durable.instances
        where hub = $1 and instance_id = $2 and completed_at is null
        """;

    /// <summary>Columns of a snapshot; input, output and custom status only when $2 asks for them.</summary>
    public const string Snapshot =
        """
        select i.instance_id, i.name, i.status, i.created_at,
            coalesce(i.completed_at, greatest(i.updated_at, (select h.ts from durable.history h where h.id = i.id order by h.seq desc limit 1))),
            i.tags::text, i.failure, i.id,
            case when $2 then i.input end, case when $2 then i.output end, case when $2 then i.custom_status end,
            i.version
        from durable.instances i
        """;

    /// <summary>$1 hub, $2 with inputs and outputs, $3 instance id.</summary>
    public const string Get = Snapshot + " where i.hub = $1 and i.instance_id = $3";

    /// <summary>$1 hub, $2 instance id.</summary>
    public const string Status = "select status from durable.instances where hub = $1 and instance_id = $2";

    /// <summary>$1 hub, $2 statuses, $3 from, $4 to, $5 after time, $6 after id, $7 limit.</summary>
    public const string ListIds =
        """
        select instance_id, completed_at, id from durable.instances
        where hub = $1 and completed_at is not null and (cardinality($2) = 0 or status = any($2))
            and ($3 is null or completed_at >= $3) and ($4 is null or completed_at <= $4)
            and ($5 is null or (completed_at, id) > ($5, $6))
        order by completed_at, id limit $7
        """;

    /// <summary>$1 hub, $2 instance id. No lock: the number of an ended instance never comes to life again.</summary>
    public const string FindForPurge =
        "select id, completed_at is not null from durable.instances where hub = $1 and instance_id = $2";

    /// <summary>$1 hub, $2 from, $3 to, $4 statuses, $5 limit.</summary>
    public const string FindManyForPurge =
        """
        select id from durable.instances
        where hub = $1 and completed_at is not null and ($2 is null or created_at >= $2) and ($3 is null or created_at <= $3)
            and (cardinality($4) = 0 or status = any($4))
        limit $5
        """;

    /// <summary>$1 instances, $2 with ended sub-orchestrations. Returns how many were removed.</summary>
    public const string Remove =
        """
        with recursive doomed as (
            select id from durable.instances where id = any($1)
            union
            select c.id from durable.instances c join doomed d on c.parent_id = d.id where $2 and c.completed_at is not null)
        select durable.remove_instances(ids) from (select array_agg(id) as ids from doomed) x
        """;

    /// <summary>$1 hub, $2 limit.</summary>
    public const string Parked =
        """
        select instance_id, name, parked_reason from durable.instances
        where hub = $1 and parked_reason is not null order by id limit $2
        """;

    /// <summary>$1 hub, $2 instance id.</summary>
    public const string ReleaseParked =
        """
        with released as (
            update durable.instances set parked_reason = null where hub = $1 and instance_id = $2 and parked_reason is not null returning id)
        update durable.ready set parked = false, attempts = 0, last_error = null, due_at = clock_timestamp()
        where id in (select id from released)
        """;
}
