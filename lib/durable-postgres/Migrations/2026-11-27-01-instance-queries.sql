-- compatible: it only exchanges indexes.
-- Pages of instances are read in the order of creation (docs/protocol/durable-task.md §10): per status, per name and status, or by tag.

drop index durable.instances_status;
create index instances_status on durable.instances (hub, status, created_at, id);
create index instances_name on durable.instances (hub, lower(name), status, created_at, id);
create index instances_tags on durable.instances using gin (tags jsonb_path_ops) where tags is not null;
