create schema if not exists deis;

create table deis.users (
    id            uuid primary key,
    username      text not null unique,
    email         text not null,
    first_name    text not null default '',
    last_name     text not null default '',
    password      text not null,
    is_superuser  boolean not null default false,
    is_staff      boolean not null default false,
    is_active     boolean not null default true,
    last_login    timestamptz null,
    date_joined   timestamptz not null
);

-- Only the SHA-256 of a token is stored.
create table deis.tokens (
    id         uuid primary key,
    user_id    uuid not null references deis.users on delete cascade,
    hash       bytea not null unique,
    created    timestamptz not null,
    last_used  timestamptz null
);
create index tokens_user on deis.tokens (user_id);

create table deis.keys (
    uuid         uuid primary key,
    owner_id     uuid not null references deis.users on delete cascade,
    id           text not null unique,
    public       text not null unique,
    fingerprint  text not null unique,
    created      timestamptz not null,
    updated      timestamptz not null
);
create index keys_owner on deis.keys (owner_id);

create table deis.apps (
    uuid       uuid primary key,
    id         text not null unique,
    owner_id   uuid not null references deis.users on delete restrict,
    structure  jsonb not null default '{}',
    created    timestamptz not null,
    updated    timestamptz not null
);
create index apps_owner on deis.apps (owner_id);

create table deis.collaborators (
    app_id   uuid not null references deis.apps on delete cascade,
    user_id  uuid not null references deis.users on delete cascade,
    primary key (app_id, user_id)
);
create index collaborators_user on deis.collaborators (user_id);

create table deis.builds (
    uuid        uuid primary key,
    app_id      uuid not null references deis.apps on delete cascade,
    owner_id    uuid not null references deis.users on delete restrict,
    image       text not null,
    sha         text not null default '',
    procfile    jsonb not null default '{}',
    dockerfile  text not null default '',
    operation   text null unique,
    created     timestamptz not null,
    updated     timestamptz not null
);
create index builds_app on deis.builds (app_id, created desc);

-- "values" and "registry" are encrypted; the key is not in the database.
create table deis.configs (
    uuid         uuid primary key,
    app_id       uuid not null references deis.apps on delete cascade,
    owner_id     uuid not null references deis.users on delete restrict,
    values       bytea not null,
    registry     bytea not null,
    memory       jsonb not null default '{}',
    cpu          jsonb not null default '{}',
    tags         jsonb not null default '{}',
    healthcheck  jsonb not null default '{}',
    lifecycle_post_start      jsonb not null default '{}',
    lifecycle_pre_stop        jsonb not null default '{}',
    termination_grace_period  jsonb not null default '{}',
    created      timestamptz not null,
    updated      timestamptz not null
);
create index configs_app on deis.configs (app_id, created desc);

create table deis.releases (
    uuid       uuid primary key,
    app_id     uuid not null references deis.apps on delete cascade,
    owner_id   uuid not null references deis.users on delete restrict,
    version    integer not null check (version > 0),
    summary    text not null,
    failed     boolean not null default false,
    exception  text null,
    config_id  uuid not null references deis.configs on delete cascade,
    build_id   uuid null references deis.builds on delete cascade,
    operation  text null unique,
    created    timestamptz not null,
    updated    timestamptz not null,
    unique (app_id, version)
);

create table deis.domains (
    id        bigint generated always as identity primary key,
    app_id    uuid not null references deis.apps on delete cascade,
    owner_id  uuid not null references deis.users on delete restrict,
    domain    text not null unique,
    created   timestamptz not null,
    updated   timestamptz not null
);
create index domains_app on deis.domains (app_id);

-- One row per change of an app that an orchestration carries out; the id is the instance id. It outlives the app.
create table deis.operations (
    id         text primary key,
    app        text not null,
    app_id     uuid not null,
    user_id    uuid not null,
    username   text not null,
    kind       text not null,
    created    timestamptz not null
);
create index operations_app on deis.operations (app_id, created desc);

-- One rollout at a time per app. A lease whose orchestration has ended is free.
create table deis.rollout_leases (
    app_id     uuid primary key,
    operation  text not null,
    acquired   timestamptz not null
);

create table deis.rollout_waiters (
    app_id     uuid not null,
    operation  text not null,
    since      timestamptz not null,
    primary key (app_id, operation)
);
