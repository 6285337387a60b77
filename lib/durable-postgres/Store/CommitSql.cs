namespace DurableTask.Postgres.Store;

/// <summary>Statements of a commit, in the order in which they run (README.md, "One step's transaction"; for their form "Plans").</summary>
internal static class CommitSql
{
    /// <summary>SQLSTATE when the hold was lost.</summary>
    public const string HoldLost = "DT001";

    /// <summary>SQLSTATE when a message was already consumed.</summary>
    public const string MessageGone = "DT002";

    /// <summary>SQLSTATE when the activity's result was already taken.</summary>
    public const string ActivityGone = "DT003";

    /// <summary>
    /// $1 all instances whose ready row is touched, $2 own instances, $3 own epochs, $4 worker. Locks in the order of the ids, so that two
    /// commits that write to each other's instances cannot deadlock. Counting the locked rows makes sure that all of them are locked:
    /// a join may stop reading early, and there may be nothing to join with.
    /// </summary>
    public const string Fence =
        """
        with locked as materialized (
            select r.id, r.locked_by, r.lock_epoch, r.due_at from durable.ready r where r.id = any($1) order by r.id + 0 for update),
        held as (
            select l.due_at from locked l join unnest($2, $3) as own (id, epoch) on l.id = own.id
            where l.lock_epoch = own.epoch and l.locked_by = $4)
        select durable.require((select count(*) from held) = cardinality($2), 'DT001'),
            exists (select from held where due_at <> 'infinity'), (select count(*) from locked)
        """;

    /// <summary>$1 instances, $2 message numbers.</summary>
    public const string ConsumeMessages =
        """
        with gone as (
            delete from durable.messages m using unnest($1, $2) as x (id, seq)
            where m.id = any(array[x.id]) and m.seq = any(array[x.seq]) returning 1)
        select durable.require((select count(*) from gone) = cardinality($1), 'DT002')
        """;

    /// <summary>$1 activity numbers, $2 worker.</summary>
    public const string ConsumeLocalResults =
        """
        with gone as (delete from durable.activities where seq = any($1) and locked_by = $2 returning 1)
        select durable.require((select count(*) from gone) = cardinality($1), 'DT003')
        """;

    /// <summary>$1 worker, $2 activity numbers, $3 event types, $4 payloads, $5 hub. A result whose row is gone or not ours is dropped.</summary>
    public const string SendResults =
        """
        with done as (
            delete from durable.activities a using unnest($2, $3, $4) as x (seq, event_type, payload)
            where a.seq = any(array[x.seq]) and a.locked_by = $1
            returning a.id, a.execution_id, a.task_id, a.name, x.event_type, x.payload),
        sent as (
            insert into durable.messages (id, execution_id, event_type, task_id, name, payload)
            select id, execution_id, event_type, task_id, name, payload from done returning id)
        insert into durable.ready as r (id, hub, due_at)
        select id, $5, clock_timestamp() from (select distinct id from sent order by id) s
        on conflict (id) do update set due_at = clock_timestamp() where r.due_at = 'infinity' and not r.parked
        returning r.locked_by
        """;

    /// <summary>$1 instances that start over.</summary>
    public const string ForgetHistory = "delete from durable.history where id = any($1)";

    /// <summary>$1 instances that ended or start over. A timer that is being fired is left: its message will be dropped.</summary>
    public const string ForgetTimers =
        """
        delete from durable.timers where seq = any(array(
            select seq from durable.timers where id = any($1) and event_type in (0, 11) for update skip locked))
        """;

    /// <summary>$1 instances, $2 task numbers.</summary>
    public const string CancelTimers =
        """
        delete from durable.timers where seq = any(array(
            select t.seq from durable.timers t join unnest($1, $2) as x (id, task_id)
                on t.id = any(array[x.id]) and t.task_id = x.task_id
            where t.event_type = 11 for update of t skip locked))
        """;

    /// <summary>Columns of the history.</summary>
    public const string AppendHistory =
        """
        insert into durable.history (id, seq, event_type, task_id, ts, name, payload, detail)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    /// <summary>$1 hub, then the columns; $9 true: taken by this worker, $10 worker, $11 traces.</summary>
    public const string AddActivities =
        """
        insert into durable.activities (hub, id, instance_id, execution_id, task_id, name, version, input, locked_by, attempts, trace)
        select $1, x.id, x.instance_id, x.execution_id, x.task_id, x.name, x.version, x.input,
            case when x.inline then $10 end, x.inline::int, x.trace
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $11)
            as x (id, instance_id, execution_id, task_id, name, version, input, inline, trace)
        returning seq, id, task_id
        """;

    /// <summary>$1 hub, then the columns.</summary>
    public const string AddTimers =
        """
        insert into durable.timers (hub, id, execution_id, event_type, task_id, due_at)
        select $1, x.id, x.execution_id, 11, x.task_id, x.due_at
        from unnest($2, $3, $4, $5) as x (id, execution_id, task_id, due_at)
        """;

    /// <summary>
    /// $1 hub, then parent id, execution, task, name, instance id; child instance id, execution, name, version, input, tags, trace.
    /// A child whose id is in use by a live instance is answered with a failure.
    /// </summary>
    public const string StartChildren =
        """
        with made as materialized (
            select x.*, c.created_id, c.existing_status
            from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                as x (parent_id, parent_execution, parent_task, parent_name, parent_instance,
                    child_instance, child_execution, name, version, input, tags, trace)
            cross join lateral durable.create_instance(
                $1, x.child_instance, x.child_execution, x.name, x.version, x.input, x.tags::jsonb, null, '{0,6,7}',
                x.parent_id, x.parent_execution, x.parent_task, x.parent_name, x.parent_instance, x.trace) c),
        refused as (
            insert into durable.messages (id, execution_id, event_type, task_id, name, payload)
            select parent_id, parent_execution, 9, parent_task, name, json_build_object(
                'ErrorType', 'OrchestrationAlreadyExists',
                'ErrorMessage', 'The sub-orchestration ''' || child_instance
                    || ''' was not started: an instance of this id exists and has not ended.')::text
            from made where created_id is null
            returning id)
        update durable.ready set due_at = clock_timestamp() where id in (select id from refused)
        """;

    /// <summary>
    /// $1 hub, then target id or target instance id, execution, event type, task, name, payload, detail. Targets that do not exist or have
    /// ended get nothing.
    /// </summary>
    public const string SendMessages =
        """
        with wanted as (
            select * from unnest($2, $3, $4, $5, $6, $7, $8, $9) with ordinality
                as x (target_id, target_instance, execution_id, event_type, task_id, name, payload, detail, ord)),
        targets as (
            select i.id, w.* from wanted w join durable.instances i on i.id = any(array[w.target_id]) where i.completed_at is null
            union all
            select i.id, w.* from wanted w join durable.instances i on i.hub = $1 and i.instance_id = w.target_instance
            where i.completed_at is null),
        sent as (
            insert into durable.messages (id, execution_id, event_type, task_id, name, payload, detail)
            select id, execution_id, event_type, task_id, name, payload, detail from targets order by ord
            returning id)
        insert into durable.ready as r (id, hub, due_at)
        select id, $1, clock_timestamp() from (select distinct id from sent order by id) s
        on conflict (id) do update set due_at = clock_timestamp() where r.due_at = 'infinity' and not r.parked
        returning r.locked_by
        """;

    /// <summary>Columns: id, status, ended, output, failure, custom status given, custom status, next execution, next input, next version.</summary>
    public const string UpdateInstances =
        """
        update durable.instances i set
            status = x.status,
            updated_at = clock_timestamp(),
            completed_at = case when x.ended then clock_timestamp() end,
            output = x.output,
            failure = x.failure,
            custom_status = case when x.has_custom then x.custom_status else i.custom_status end,
            execution_id = coalesce(x.next_execution, i.execution_id),
            input = case when x.next_execution is null then i.input else x.next_input end,
            version = coalesce(x.next_version, i.version),
            parked_reason = null
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            as x (id, status, ended, output, failure, has_custom, custom_status, next_execution, next_input, next_version)
        where i.id = any(array[x.id])
        """;

    /// <summary>$1 instances that stay held after a claimed turn.</summary>
    public const string KeepHolds = "update durable.ready set attempts = 0, last_error = null where id = any($1)";

    /// <summary>$1 instances with messages that were not read.</summary>
    public const string LookAgain = "update durable.ready set due_at = clock_timestamp() where id = any($1)";

    /// <summary>
    /// $1 instances that are given up. A row with a due time has unread messages and stays. So does one whose messages were taken from the
    /// queue for a session that had already begun its last step.
    /// </summary>
    public const string GiveUpHolds =
        """
        with unread as materialized (
            select r.id from durable.ready r where r.id = any($1)
                and (r.due_at <> 'infinity' or exists (select from durable.messages m where m.id = any(array[r.id])))),
        gone as (delete from durable.ready where id = any($1) and id not in (select id from unread))
        update durable.ready set locked_by = null, attempts = 0, last_error = null, due_at = least(due_at, clock_timestamp())
        where id in (select id from unread)
        """;
}
