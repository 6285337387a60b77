-- The durable task engine. What each table is for, and which transaction touches it: README.md of this project.

create table durable.hubs (
    hub smallint generated always as identity primary key,
    name text not null unique
);

create table durable.workers (
    worker_id uuid primary key,
    hub smallint not null,
    machine text not null,
    pid int not null,
    pid_started bigint not null,
    started_at timestamptz not null default clock_timestamp(),
    seen_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);

create table durable.instances (
    id bigint generated always as identity primary key,
    hub smallint not null,
    instance_id text collate "C" not null,
    execution_id uuid not null,
    name text not null,
    version text not null default '',
    status smallint not null,
    parent_id bigint,
    parent_execution uuid,
    parent_task int,
    parent_name text,
    parent_instance text,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    completed_at timestamptz,
    input text,
    output text,
    custom_status text,
    failure text,
    tags jsonb,
    parked_reason text,
    unique (hub, instance_id)
) with (fillfactor = 75);

create index instances_completed on durable.instances (hub, completed_at, id) where completed_at is not null;
create index instances_status on durable.instances (hub, status, created_at);
create index instances_parent on durable.instances (parent_id) where parent_id is not null;
create index instances_parked on durable.instances (hub) where parked_reason is not null;

-- One row per instance that has unread messages (due_at is finite) or is held by a worker (locked_by).
create table durable.ready (
    id bigint primary key,
    hub smallint not null,
    due_at timestamptz not null,
    locked_by uuid,
    lock_epoch int not null default 0,
    attempts smallint not null default 0,
    parked boolean not null default false,
    last_error text
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);

create index ready_due on durable.ready (hub, due_at);

create table durable.messages (
    id bigint not null,
    seq bigint generated always as identity,
    execution_id uuid,
    event_type smallint not null,
    task_id int not null default -1,
    name text,
    payload text,
    detail text,
    sent_at timestamptz not null default clock_timestamp(),
    primary key (id, seq)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);

-- Messages with a later due time: timers, starts in the future; also events of foreign transactions, so that those take no engine lock.
create table durable.timers (
    seq bigint generated always as identity primary key,
    hub smallint not null,
    id bigint not null,
    execution_id uuid,
    event_type smallint not null,
    task_id int not null default -1,
    due_at timestamptz not null,
    name text,
    payload text
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);

create index timers_due on durable.timers (hub, due_at, seq);
create index timers_instance on durable.timers (id);

create table durable.activities (
    seq bigint generated always as identity primary key,
    hub smallint not null,
    id bigint not null,
    instance_id text not null,
    execution_id uuid not null,
    task_id int not null,
    name text not null,
    version text not null,
    input text,
    queued_at timestamptz not null default clock_timestamp(),
    locked_by uuid,
    attempts smallint not null default 0
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);

create index activities_free on durable.activities (hub, seq) where locked_by is null;
create index activities_instance on durable.activities (id);

create table durable.history (
    id bigint not null,
    seq int not null,
    event_type smallint not null,
    task_id int not null,
    ts timestamptz not null,
    name text,
    payload text,
    detail text,
    primary key (id, seq)
) with (autovacuum_vacuum_insert_threshold = 100000);

-- Ends the running transaction unless the condition holds; the engine tells its checks apart by the SQLSTATE.
create function durable.require(condition boolean, state text) returns void
language plpgsql as $$
begin
    if condition is not true then
        raise exception 'durable: a check of the step failed (%)', state using errcode = state;
    end if;
end $$;

-- Removes instances and all that belongs to them; returns how many there were. The order of the tables is that of the engine's locks.
create function durable.remove_instances(p_ids bigint[]) returns bigint
language sql as $$
    delete from durable.ready where id = any(p_ids);
    delete from durable.messages where id = any(p_ids);
    delete from durable.timers where id = any(p_ids);
    delete from durable.activities where id = any(p_ids);
    delete from durable.history where id = any(p_ids);
    with gone as (delete from durable.instances where id = any(p_ids) returning 1) select count(*) from gone;
$$;

-- Creates an instance and its start message. An existing one of the same name is replaced unless its status is in p_refuse;
-- then created_id is null and existing_status says why.
create function durable.create_instance(
    p_hub smallint, p_instance text, p_execution uuid, p_name text, p_version text, p_input text, p_tags jsonb,
    p_start_at timestamptz, p_refuse smallint[],
    p_parent bigint, p_parent_execution uuid, p_parent_task int, p_parent_name text, p_parent_instance text)
returns table (created_id bigint, existing_status smallint)
language plpgsql as $$
declare
    v_id bigint;
    v_old durable.instances;
begin
    loop
        select i.id into v_id from durable.instances i where i.hub = p_hub and i.instance_id = p_instance;
        if found then
            -- The engine locks ready before instances; so does this.
            perform 1 from durable.ready r where r.id = v_id for update;
            select * into v_old from durable.instances i where i.id = v_id for update;
            continue when not found;
            if v_old.status = any(p_refuse) then
                return query select null::bigint, v_old.status;
                return;
            end if;

            if v_old.completed_at is null and v_old.parent_id is not null then
                insert into durable.messages (id, execution_id, event_type, task_id, name, payload)
                values (v_old.parent_id, v_old.parent_execution, 9, v_old.parent_task, v_old.name,
                    '{"ErrorType":"OrchestrationReplaced","ErrorMessage":"The sub-orchestration was replaced by a new one of the same instance id."}');
                insert into durable.ready as r (id, hub, due_at) values (v_old.parent_id, p_hub, clock_timestamp())
                on conflict (id) do update set due_at = clock_timestamp() where r.due_at = 'infinity' and not r.parked;
            end if;

            perform durable.remove_instances(array[v_id]);
        end if;

        insert into durable.instances (
            hub, instance_id, execution_id, name, version, status, input, tags,
            parent_id, parent_execution, parent_task, parent_name, parent_instance)
        values (
            p_hub, p_instance, p_execution, p_name, p_version, 6, p_input, p_tags,
            p_parent, p_parent_execution, p_parent_task, p_parent_name, p_parent_instance)
        on conflict (hub, instance_id) do nothing
        returning id into v_id;
        continue when not found;

        if p_start_at > clock_timestamp() then
            insert into durable.timers (hub, id, execution_id, event_type, due_at)
            values (p_hub, v_id, p_execution, 0, p_start_at);
        else
            insert into durable.messages (id, execution_id, event_type) values (v_id, p_execution, 0);
            insert into durable.ready (id, hub, due_at) values (v_id, p_hub, clock_timestamp());
        end if;

        return query select v_id, null::smallint;
        return;
    end loop;
end $$;
