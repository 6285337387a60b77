-- compatible: a table and an index that older versions do not need.
-- What users set of an app beside its configuration; an app without a row has what every app starts with.
create table deis.app_settings (
    app_id       uuid primary key references deis.apps on delete cascade,
    uuid         uuid not null unique,
    owner_id     uuid not null references deis.users on delete restrict,
    maintenance  boolean not null,
    routable     boolean not null,
    label        jsonb not null,
    created      timestamptz not null,
    updated      timestamptz not null
);

-- Routers do not look at the case of a host name.
create unique index domains_lower on deis.domains (lower(domain));
