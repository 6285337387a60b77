-- compatible: older versions do not look at the column.
-- When the slug of a build was given up; from then on no rollback leads to it.
alter table deis.builds add column pruned timestamptz null;
