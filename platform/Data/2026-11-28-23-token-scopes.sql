-- compatible: columns whose defaults are what every token was before. An older version that still runs does not look at them.
alter table deis.tokens
    add column name     text not null default '',
    add column scope    text not null default 'admin' check (scope in ('read', 'deploy', 'admin')),
    add column apps     text[] null,
    add column expires  timestamptz null;
create index tokens_expires on deis.tokens (expires) where expires is not null;
