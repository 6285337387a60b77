-- breaks older versions: it exchanges durable.create_instance for one that takes a trace.
-- Traces (README.md, "Traces"): the W3C context that a start or an activity continues. First line traceparent, second line tracestate.

alter table durable.instances add column trace text;
alter table durable.activities add column trace text;

-- As before, with the trace of whoever starts the instance. Programs of the former version call it without.
drop function durable.create_instance(
    smallint, text, uuid, text, text, text, jsonb, timestamptz, smallint[], bigint, uuid, int, text, text);

create function durable.create_instance(
    p_hub smallint, p_instance text, p_execution uuid, p_name text, p_version text, p_input text, p_tags jsonb,
    p_start_at timestamptz, p_refuse smallint[],
    p_parent bigint, p_parent_execution uuid, p_parent_task int, p_parent_name text, p_parent_instance text,
    p_trace text default null)
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
            parent_id, parent_execution, parent_task, parent_name, parent_instance, trace)
        values (
            p_hub, p_instance, p_execution, p_name, p_version, 6, p_input, p_tags,
            p_parent, p_parent_execution, p_parent_task, p_parent_name, p_parent_instance, p_trace)
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
