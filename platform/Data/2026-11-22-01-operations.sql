-- Set when the destruction of an app begins, and never taken back: from then on nothing gives it a place in the runtime.
alter table deis.apps add column destroying boolean not null default false;

-- Open until it has come to its own end. Of an open operation whose orchestration has ended otherwise, the remains must be tidied up.
alter table deis.operations add column open boolean not null default false;
create index operations_open on deis.operations (created) where open;

-- Urgent operations get the lease before those that have waited longer.
alter table deis.rollout_waiters add column urgent boolean not null default false;
