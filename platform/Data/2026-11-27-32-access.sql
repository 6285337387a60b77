-- compatible: a column with a default and a table that older versions do not know.
alter table deis.app_settings add column whitelist text[] not null default '{}';

-- Whether an app is only reached by HTTPS; an app without a row was never asked.
create table deis.app_tls (
    app_id          uuid primary key references deis.apps on delete cascade,
    uuid            uuid not null unique,
    owner_id        uuid not null references deis.users on delete restrict,
    https_enforced  boolean null,
    created         timestamptz not null,
    updated         timestamptz not null
);
