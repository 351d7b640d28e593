-- What banks and counts say, how it was matched, and what two people signed of it.

create table statement (
  id text primary key,
  place text not null references place,
  format text not null,
  bank_id text not null,
  from_on date not null,
  to_on date not null,
  opening numeric(38, 0) not null,
  closing numeric(38, 0) not null,
  currency text not null,
  count int not null,
  file text,
  state text not null check (state in ('posted', 'waiting', 'quarantined')),
  reasons text not null,
  imported_by text not null,
  imported_at timestamptz not null,
  seq bigint
);
create index statement_by_place on statement (place, to_on);
create unique index statement_once on statement (place, bank_id, from_on, to_on) where state <> 'quarantined';

create table statement_line (
  statement text not null references statement,
  number int not null,
  amount numeric(38, 0) not null,
  currency text not null,
  booked_on date not null,
  value_on date not null,
  stage text not null,
  reason text not null,
  items text not null,
  sealed bytea not null,
  seq bigint not null,
  primary key (statement, seq)
);

create table open_exception (
  id text primary key,
  code text not null,
  place text not null,
  statement text,
  line int,
  amount numeric(38, 0),
  currency text,
  raised_at timestamptz not null,
  raised_seq bigint not null,
  resolved_seq bigint,
  resolution text
);

create table reconciliation (
  id text primary key,
  place text not null references place,
  date date not null,
  statement text not null references statement,
  closing numeric(38, 0) not null,
  book numeric(38, 0) not null,
  difference numeric(38, 0) not null,
  currency text not null,
  items bytea not null,
  prepared_by text not null,
  prepared_at timestamptz not null,
  reviewed_by text,
  seq bigint,
  check (seq is null or (difference = 0 and reviewed_by is not null and reviewed_by <> prepared_by))
);

grant select, insert, update on statement, statement_line, open_exception, reconciliation to relief_app;
grant select on statement, open_exception, reconciliation to relief_auditor;
