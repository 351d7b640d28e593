-- Who takes part: organisations, people with their keys and roles, places and funds. The log has
-- their opening and every right; the names that people read stand only here.

create table organisation (
  id text primary key,
  type text not null,
  name text not null,
  seq bigint not null
);

create table person (
  id text primary key,
  login text not null unique,
  name text not null,
  password text,
  organisation text references organisation,
  added_at timestamptz not null
);

create table person_role (
  person text not null references person,
  role text not null,
  from_seq bigint not null,
  to_seq bigint,
  primary key (person, role, from_seq)
);

create table person_key (
  id text primary key,
  person text not null references person,
  alg text not null,
  public_key bytea not null unique,
  from_seq bigint not null,
  to_seq bigint
);

-- What a program or a session shows to be known; only the hash of its secret is kept.
create table token (
  id text primary key,
  person text not null references person,
  role text not null,
  purpose text not null check (purpose in ('session', 'token')),
  secret bytea not null check (length(secret) = 32),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index token_by_person on token (person);

create table place (
  id text primary key,
  type text not null check (type in ('bank', 'box')),
  currency text not null,
  organisation text references organisation,
  name text not null,
  iban text unique,
  seq bigint not null
);

create table fund (
  id text primary key,
  code text not null unique,
  name text not null,
  purposes text,
  from_on date,
  to_on date,
  group_code text,
  clause text,
  seq bigint not null
);

create table rulebook (
  version int primary key,
  digest bytea not null,
  text text not null,
  seq bigint not null
);

-- Acts that wait for their second signature.
create table proposal (
  id text primary key,
  act text not null,
  target text not null,
  input text not null,
  seed text not null,
  statement text not null,
  signature text not null,
  proposed_by text not null references person,
  role text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null check (state in ('open', 'done', 'withdrawn'))
);

insert into fund (id, code, name, seq) values ('fnd_unassigned', 'unassigned', 'Not anybody''s yet', 0);

grant select, insert, update on organisation, person, person_role, person_key, token, place, fund, rulebook, proposal to relief_app;
grant select on organisation, person_role, person_key, place, fund, rulebook, proposal to relief_auditor;
