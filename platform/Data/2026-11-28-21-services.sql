-- compatible: a table that older versions do not know.
-- Process types that get a part of an app's requests, by path, and all of a host name of their own.
create table deis.services (
    id              bigint generated always as identity primary key,
    app_id          uuid not null references deis.apps on delete cascade,
    owner_id        uuid not null references deis.users on delete restrict,
    procfile_type   text not null,
    path_pattern    text not null,
    host            text not null unique,
    created         timestamptz not null,
    updated         timestamptz not null,
    unique (app_id, procfile_type)
);
