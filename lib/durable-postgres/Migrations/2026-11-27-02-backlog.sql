-- compatible: it only adds a view.
-- What waits for a worker, one row per hub (README.md, "Backlog"). Autoscalers, meters and the health check ask this view.
-- Instances that a live worker holds are its own to serve and do not count. Due timers count, because nobody moves them to the queue
-- while no worker runs; so do workers that vanished without giving back what they held. statement_timestamp, because a volatile
-- clock_timestamp could not be looked up in an index.

create view durable.backlog as
select
    h.name as hub,
    r.due_instances + t.due_instances as due_instances,
    a.queued_activities,
    w.lost_workers,
    r.due_instances + t.due_instances + a.queued_activities + w.lost_workers as backlog,
    greatest(extract(epoch from statement_timestamp() - least(r.oldest, t.oldest, a.oldest)), 0)::double precision as oldest_seconds,
    p.parked_instances
from durable.hubs h
cross join lateral (
    select count(*) as due_instances, min(due_at) as oldest
    from durable.ready where hub = h.hub and due_at <= statement_timestamp() and locked_by is null) r
cross join lateral (
    select count(distinct due.id) as due_instances, min(due.due_at) as oldest
    from durable.timers due
    where due.hub = h.hub and due.due_at <= statement_timestamp()
        and not exists (select from durable.ready q where q.id = due.id and (q.locked_by is not null or q.due_at <= statement_timestamp() or q.parked))) t
cross join lateral (
    select count(*) as queued_activities,
        (select queued_at from durable.activities where hub = h.hub and locked_by is null order by seq limit 1) as oldest
    from durable.activities where hub = h.hub and locked_by is null) a
cross join lateral (
    select count(*) as lost_workers from durable.workers where hub = h.hub and seen_at < statement_timestamp() - interval '1 minute') w
cross join lateral (
    select count(*) as parked_instances from durable.instances where hub = h.hub and parked_reason is not null) p;

comment on view durable.backlog is 'Work that waits for a worker, by hub: select backlog from durable.backlog where hub = ''default''';
