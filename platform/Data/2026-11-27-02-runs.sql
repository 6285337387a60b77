-- compatible: a table that older versions do not know.

-- One row per one-off command, kept for a day after its end. "command" and "output" are encrypted, as both may hold secrets.
create table deis.runs (
    uuid        uuid primary key,
    app_id      uuid not null references deis.apps on delete cascade,
    release_id  uuid not null references deis.releases on delete cascade,
    operation   text not null unique,
    process     text not null,
    command     bytea not null,
    detached    boolean not null,
    exit_code   integer null,
    output      bytea null,
    created     timestamptz not null,
    unique (app_id, process)
);
create index runs_release on deis.runs (release_id);
