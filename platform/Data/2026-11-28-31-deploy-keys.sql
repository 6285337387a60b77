-- compatible: a column that older versions do not know, with a default that is what every key was before, and names that are taken by fewer keys than before.
-- Until all processes are of this version, an older one takes a deploy key for a key of the account that added it.
-- A key with an app is a deploy key: it is good for that app alone. Their names are the app's own.
alter table deis.keys add column app_id uuid null references deis.apps on delete cascade;
alter table deis.keys drop constraint keys_id_key;
create unique index keys_id on deis.keys (id) where app_id is null;
create unique index keys_app on deis.keys (app_id, id) where app_id is not null;

-- compatible: a column that older versions do not know. Null: master and main.
alter table deis.app_settings add column deploy_branch text null;
