-- compatible: a schema of its own, which older versions do not look at.
create schema if not exists functions;

-- Queues for triggers where there is no storage account, with the semantics of Azure Storage Queues. A message is hidden until "visible";
-- whoever takes it gets a new pop receipt, and only the latest receipt can delete it.
create table functions.messages (
    id             uuid primary key,
    queue          text not null check (queue ~ '^[a-z0-9](-?[a-z0-9])*$' and length(queue) between 3 and 63),
    body           text not null check (octet_length(body) <= 65536),
    inserted       timestamptz not null,
    expires        timestamptz not null,
    visible        timestamptz not null,
    dequeue_count  integer not null default 0,
    pop_receipt    uuid not null
);
create index messages_next on functions.messages (queue, visible);
