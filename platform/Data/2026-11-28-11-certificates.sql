-- compatible: a table and a column that older versions do not know; they cannot delete a user who has a certificate, and say so with a 500.
-- "key" is encrypted; the certificate, which everybody is shown who connects, is not.
create table deis.certificates (
    id           bigint generated always as identity primary key,
    owner_id     uuid not null references deis.users on delete restrict,
    name         text not null unique,
    certificate  text not null,
    key          bytea not null,
    common_name  text null,
    san          text[] not null,
    fingerprint  text not null,
    starts       timestamptz not null,
    expires      timestamptz not null,
    issuer       text not null,
    subject      text not null,
    created      timestamptz not null,
    updated      timestamptz not null
);
create index certificates_owner on deis.certificates (owner_id);

-- Restricted, so that no certificate goes whose hosts the routers have not been told of.
alter table deis.domains add column certificate_id bigint null references deis.certificates on delete restrict;
create index domains_certificate on deis.domains (certificate_id) where certificate_id is not null;
