-- compatible: it only adds a table.
-- What became of builds that came by the queue; the id is the queue message's.
create table deis.queued_builds (
    id        text primary key,
    app_id    uuid not null references deis.apps on delete cascade,
    user_id   uuid not null references deis.users on delete cascade,
    state     text not null check (state in ('queued', 'started', 'refused')),
    reason    text null,
    created   timestamptz not null,
    updated   timestamptz not null
);
create index queued_builds_app on deis.queued_builds (app_id);
create index queued_builds_updated on deis.queued_builds (updated);
