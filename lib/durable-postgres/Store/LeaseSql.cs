namespace DurableTask.Postgres.Store;

/// <summary>Statements about workers and their holds (README.md, "Leases").</summary>
internal static class LeaseSql
{
    /// <summary>
    /// $1 worker, $2 hub, $3 machine, $4 pid, $5 process start, $6 lease time. What dead workers hold is looked for only while a dead one is known,
    /// since the look reads the queues. It is known for nine lease times, because what its server process still has locked is passed over. One beat
    /// in ten looks in any case: a worker that slept until it was forgotten may have taken something with its last breath.
    /// </summary>
    public const string Beat =
        """
        with beat as (
            insert into durable.workers (worker_id, hub, machine, pid, pid_started) values ($1, $2, $3, $4, $5)
            on conflict (worker_id) do update set seen_at = clock_timestamp()),
        live as materialized (
            select worker_id from durable.workers where hub = $2 and seen_at > clock_timestamp() - $6 and worker_id <> $1
            union all select $1),
        look as materialized (
            select random() < 0.1 or exists (
                select from durable.workers where hub = $2 and seen_at <= clock_timestamp() - $6 and worker_id <> $1) as is_due),
        lost as materialized (
            select id from durable.ready
            where (select is_due from look) and hub = $2 and locked_by is not null and locked_by not in (select worker_id from live) for update skip locked),
        freed as (
            update durable.ready set locked_by = null, due_at = clock_timestamp() where id in (select id from lost) returning 1),
        lost_activities as materialized (
            select seq from durable.activities
            where (select is_due from look) and hub = $2 and locked_by is not null and locked_by not in (select worker_id from live)
            for update skip locked),
        freed_activities as (
            update durable.activities set locked_by = null where seq in (select seq from lost_activities) returning 1),
        forgotten as (
            delete from durable.workers where hub = $2 and seen_at < clock_timestamp() - 10 * $6 and worker_id <> $1)
        select clock_timestamp(), (select count(*) from live),
            (select count(*) from freed) + (select count(*) from freed_activities)
        """;

    /// <summary>$1 hub, $2 machine, $3 own worker, $4 lease time.</summary>
    public const string Neighbours =
        """
        select worker_id, pid, pid_started from durable.workers
        where hub = $1 and machine = $2 and worker_id <> $3 and seen_at > clock_timestamp() - $4
        """;

    /// <summary>$1 workers, $2 lease time. They are dead from now on; the next beats, whoever's, free what they hold.</summary>
    public const string Bury = "update durable.workers set seen_at = clock_timestamp() - $2 where worker_id = any($1)";

    /// <summary>$1 worker that holds nothing more.</summary>
    public const string Forget = "delete from durable.workers where worker_id = $1";

    /// <summary>$1 worker, $2 instances, $3 epochs.</summary>
    public const string Release =
        """
        with mine as materialized (
            select r.id, r.due_at from durable.ready r join unnest($2, $3) as x (id, epoch) on r.id = x.id
            where r.locked_by = $1 and r.lock_epoch = x.epoch order by r.id for update of r),
        gone as (delete from durable.ready where id in (select id from mine where due_at = 'infinity'))
        update durable.ready set locked_by = null, attempts = 0 where id in (select id from mine where due_at <> 'infinity')
        """;

    /// <summary>$1 worker, $2 instances, $3 epochs, $4 pauses, $5 errors.</summary>
    public const string Retry =
        """
        update durable.ready r
        set locked_by = null, due_at = clock_timestamp() + x.pause, last_error = coalesce(x.error, r.last_error),
            attempts = r.attempts - (x.error is null and r.attempts > 0)::int
        from unnest($2, $3, $4, $5) as x (id, epoch, pause, error)
        where r.id = x.id and r.locked_by = $1 and r.lock_epoch = x.epoch
        """;

    /// <summary>$1 worker, $2 activities.</summary>
    public const string Return =
        """
        update durable.activities set locked_by = null, attempts = greatest(attempts - 1, 0)
        where locked_by = $1 and seq = any($2)
        """;

    /// <summary>
    /// $1 hub, $2 worker, $3 known instances. Unknown ones were taken by a claim whose answer was lost, so no turn of theirs began. The same
    /// may have happened to messages of a known one.
    /// </summary>
    public const string ResyncInstances =
        """
        update durable.ready r set due_at = clock_timestamp(), attempts = greatest(r.attempts - (r.id <> all($3))::int, 0)
        where r.hub = $1 and r.locked_by = $2 and r.due_at = 'infinity'
            and (r.id <> all($3) or exists (select from durable.messages m where m.id = r.id))
        """;

    /// <summary>$1 hub, $2 worker, $3 known activities. The others were taken by a claim or step whose answer was lost, so they never began.</summary>
    public const string ResyncActivities =
        """
        update durable.activities set locked_by = null, attempts = greatest(attempts - 1, 0)
        where hub = $1 and locked_by = $2 and seq <> all($3)
        """;

    /// <summary>$1 worker, $2 instance, $3 epoch, $4 reason.</summary>
    public const string Park =
        """
        with parked as (
            update durable.ready set parked = true, locked_by = null, due_at = 'infinity'
            where id = $2 and locked_by = $1 and lock_epoch = $3 returning id)
        update durable.instances set parked_reason = $4, updated_at = clock_timestamp() where id in (select id from parked)
        """;

    /// <summary>$1 instances that do not exist.</summary>
    public const string DropOrphanMessages = "delete from durable.messages where id = any($1)";

    /// <summary>$1 worker, $2 instances that do not exist.</summary>
    public const string DropOrphanHolds = "delete from durable.ready where id = any($2) and locked_by = $1";

    /// <summary>$1 hub, $2 worker.</summary>
    public const string LeaveInstances =
        """
        with gone as (delete from durable.ready where hub = $1 and locked_by = $2 and due_at = 'infinity' and attempts = 0)
        update durable.ready set locked_by = null, due_at = clock_timestamp(), attempts = greatest(attempts - 1, 0)
        where hub = $1 and locked_by = $2 and not (due_at = 'infinity' and attempts = 0)
        """;

    /// <summary>$1 hub, $2 worker.</summary>
    public const string LeaveActivities =
        "update durable.activities set locked_by = null, attempts = greatest(attempts - 1, 0) where hub = $1 and locked_by = $2";
}
