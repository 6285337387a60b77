-- compatible: a column with a default that older versions do not know.
alter table deis.app_settings add column autoscale jsonb not null default '{}';
