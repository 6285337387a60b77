namespace DurableTask.Postgres.Store;

/// <summary>
/// Statements that fire timers and take work (README.md, "Claim"; for their form "Plans"). A due time is compared with
/// <c>statement_timestamp()</c>: the volatile <c>clock_timestamp()</c> cannot be looked up in an index, so that every claim would read all timers
/// and holds of the hub.
/// </summary>
internal static class ClaimSql
{
    /// <summary>$1 hub.</summary>
    public const string FireTimers =
        """
        with due as materialized (
            select seq from durable.timers where hub = $1 and due_at <= statement_timestamp()
            order by due_at, seq limit 1000 for update skip locked),
        gone as (delete from durable.timers where seq = any(array(select seq from due)) returning *),
        sent as (
            insert into durable.messages (id, execution_id, event_type, task_id, name, payload, sent_at)
            select id, execution_id, event_type, task_id, name, payload, due_at from gone order by due_at, seq
            returning id)
        insert into durable.ready as r (id, hub, due_at)
        select id, $1, clock_timestamp() from (select distinct id from sent order by id) s
        on conflict (id) do update set due_at = clock_timestamp() where r.due_at = 'infinity' and not r.parked
        """;

    /// <summary>
    /// $1 hub, $2 worker, $3 skipped instances, $4 limit. A new hold's fencing number is that of the transaction: counting up in the row would
    /// begin anew when the row was deleted in between, and a worker that slept meanwhile would take its old session for current.
    /// </summary>
    public const string TakeInstances =
        """
        with taken as materialized (
            select id from durable.ready
            where hub = $1 and due_at <= statement_timestamp() and (locked_by is null or locked_by = $2) and id <> all($3)
            order by due_at limit $4 for update skip locked)
        update durable.ready r
        set locked_by = $2, attempts = r.attempts + 1, due_at = 'infinity',
            lock_epoch = case when r.locked_by = $2 then r.lock_epoch else (pg_current_xact_id()::text::bigint % 2147483647)::int end
        where r.id = any(array(select id from taken))
        returning r.id, r.lock_epoch, r.attempts, r.last_error
        """;

    /// <summary>
    /// The same for a worker that does not take all: $5 names of orchestrations, null: any; $6 their versions, null: any; $7 refused versions;
    /// all in lower case. The queue row knows no name, so this costs a look at the instance.
    /// </summary>
    public const string TakeMatchingInstances =
        """
        with taken as materialized (
            select r.id from durable.ready r
            where r.hub = $1 and r.due_at <= statement_timestamp() and (r.locked_by is null or r.locked_by = $2) and r.id <> all($3)
                and not exists (
                    select from durable.instances i where i.id = r.id and (
                        lower(i.version) = any($7)
                        or ($5 is not null and not exists (
                            select from unnest($5, $6) as f (name, version)
                            where f.name = lower(i.name) and (f.version is null or f.version = lower(i.version))))))
            order by r.due_at limit $4 for update of r skip locked)
        update durable.ready r
        set locked_by = $2, attempts = r.attempts + 1, due_at = 'infinity',
            lock_epoch = case when r.locked_by = $2 then r.lock_epoch else (pg_current_xact_id()::text::bigint % 2147483647)::int end
        where r.id = any(array(select id from taken))
        returning r.id, r.lock_epoch, r.attempts, r.last_error
        """;

    /// <summary>$1 hub, $2 worker, $3 limit.</summary>
    public const string TakeActivities =
        """
        with taken as materialized (
            select seq from durable.activities where hub = $1 and locked_by is null
            order by seq limit $3 for update skip locked)
        update durable.activities a set locked_by = $2, attempts = a.attempts + 1
        where a.seq = any(array(select seq from taken))
        returning a.seq, a.id, a.instance_id, a.execution_id, a.task_id, a.name, a.version, a.input, a.attempts, a.trace
        """;

    /// <summary>The same for a worker that does not take all: $4 names, $5 versions, $6 refused versions, as for instances.</summary>
    public const string TakeMatchingActivities =
        """
        with taken as materialized (
            select a.seq from durable.activities a
            where a.hub = $1 and a.locked_by is null and lower(a.version) <> all($6)
                and ($4 is null or exists (
                    select from unnest($4, $5) as f (name, version)
                    where f.name = lower(a.name) and (f.version is null or f.version = lower(a.version))))
            order by a.seq limit $3 for update skip locked)
        update durable.activities a set locked_by = $2, attempts = a.attempts + 1
        from taken where a.seq = taken.seq
        returning a.seq, a.id, a.instance_id, a.execution_id, a.task_id, a.name, a.version, a.input, a.attempts, a.trace
        """;

    /// <summary>$1 hub.</summary>
    public const string Clock = "select clock_timestamp(), (select min(due_at) from durable.timers where hub = $1)";

    /// <summary>$1 instances, $2 messages per instance. The order is that of docs/protocol/durable-task.md §2.</summary>
    public const string Messages =
        """
        select m.id, m.seq, m.execution_id, m.event_type, m.task_id, m.sent_at, m.name, m.payload, m.detail
        from unnest($1) as wanted (id)
        cross join lateral (
            select * from durable.messages m where m.id = wanted.id
            order by m.event_type <> 0, m.execution_id is null, m.seq limit $2) m
        """;

    /// <summary>$1 instances.</summary>
    public const string Instances =
        """
        select id, instance_id, execution_id, name, version, status, input, tags::text,
            parent_id, parent_execution, parent_task, parent_name, parent_instance, trace
        from durable.instances where id = any($1)
        """;

    /// <summary>$1 instances.</summary>
    public const string History =
        """
        select id, event_type, ts, task_id, name, payload, detail from durable.history where id = any($1) order by id, seq
        """;
}
