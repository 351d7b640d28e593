-- Where people signed in from of late, as keyed hashes: whoever fails elsewhere doesn't lock them out
-- there, also after the program was started again.
create table known_network (
  person text not null references person,
  network bytea not null check (length(network) = 32),
  at timestamptz not null,
  primary key (person, network)
);

grant select, insert, update, delete on known_network to relief_app;
-- Each sign-in adds a session, and takes those away that have ended.
grant delete on token to relief_app;
