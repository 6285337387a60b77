-- compatible: it only adds a table.
-- When each timer fired and fires next. Whoever leases a row runs the function; a lease that has run out belongs to nobody.
create table functions.timers (
    name          text primary key,
    schedule      text not null,
    last          timestamptz null,
    next          timestamptz not null,
    updated       timestamptz not null,
    owner         uuid null,
    leased_until  timestamptz null
);
