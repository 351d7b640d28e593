-- The log, and the books that follow from it. Everything here but log_head's row is written once.

do $$ begin
  if not exists (select from pg_roles where rolname = 'relief_app') then
    create role relief_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'relief_auditor') then
    create role relief_auditor nologin;
  end if;
exception when duplicate_object or unique_violation then null;  -- Another database of the cluster was first.
end $$;

revoke all on schema public from public;
grant usage on schema public to relief_app, relief_auditor;
create schema vault;
revoke all on schema vault from public;
grant usage on schema vault to relief_app;

-- A moment as RFC 3339 writes it, to the second, in UTC.
create function instant_text(at timestamptz) returns text language sql immutable strict as
$$ select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') $$;

-- One row: how far the log goes. Its row lock makes one writer of many servers.
create table log_head (
  one boolean primary key default true check (one),
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  frontier bytea not null
) with (fillfactor = 50);

-- The log: the exact bytes that are hashed, and their leaf hash.
create table record (
  seq bigint primary key check (seq >= 0),
  kind text not null,
  at timestamptz not null,
  actor text not null,
  bytes bytea not null check (length(bytes) <= 60000),
  leaf bytea not null check (length(leaf) = 32)
);
create index record_by_kind on record (kind, seq);

-- What the log's key signed. Not part of the log.
create table checkpoint (
  size bigint primary key,
  root bytea not null check (length(root) = 32),
  note text not null,
  at timestamptz not null
);

create table posting (
  seq bigint not null,
  number int not null,
  effective_on date not null,
  account text not null,
  place text not null,
  fund text not null,
  item text not null,
  currency text not null check (length(currency) = 3),
  amount numeric(38, 0) not null check (amount <> 0),
  balance numeric(38, 0) not null,
  version bigint not null check (version > 0),
  primary key (seq, number),
  unique (account, place, fund, currency, version)
);
create index posting_by_item on posting (item, seq);
create index posting_by_day on posting (effective_on, account);

create table balance (
  account text not null,
  place text not null,
  fund text not null,
  currency text not null,
  amount numeric(38, 0) not null,
  version bigint not null,
  primary key (account, place, fund, currency)
) with (fillfactor = 50);

-- Each open item's balance stays on its account's normal side.
create table open_item (
  account text not null,
  place text not null,
  item text not null,
  fund text not null,
  amount numeric(38, 0) not null,
  primary key (account, place, item),
  check (case when account in ('1150', '1160', '1200', '1300', '9100') then amount >= 0
              when account in ('2100', '2110', '2200', '2300', '9200') then amount <= 0
              else false end)
);
create index open_item_left on open_item (account, place) where amount <> 0;

-- What a fund may still promise at a place: never below zero, but for what is nobody's.
create table position (
  fund text not null,
  place text not null,
  available numeric(38, 0) not null,
  primary key (fund, place),
  constraint position_never_below_zero check (fund = 'fnd_unassigned' or available >= 0)
) with (fillfactor = 50);

create table lot (
  fund text not null,
  currency text not null,
  number bigint not null,
  gift text not null,
  remaining numeric(38, 0) not null check (remaining >= 0),
  primary key (fund, currency, number)
);
create index lot_unspent on lot (fund, currency, number) where remaining > 0;
create index lot_by_gift on lot (gift);

create table lot_use (
  item text not null,
  fund text not null,
  currency text not null,
  number int not null,
  lot bigint not null,
  amount numeric(38, 0) not null check (amount >= 0),
  primary key (item, fund, currency, number)
);
create index lot_use_by_lot on lot_use (fund, currency, lot);

-- Every entry balances for each fund in each currency.
create function entries_balance() returns trigger language plpgsql as $$
begin
  if exists (select from new_rows group by seq, fund, currency having sum(amount) <> 0) then
    raise exception 'an entry balances for each fund in each currency' using errcode = '23514';
  end if;
  return null;
end $$;
create trigger entries_balance after insert on posting
  referencing new table as new_rows for each statement execute function entries_balance();

create function stays_as_written() returns trigger language plpgsql as $$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = '23001';
end $$;
create trigger record_stays before update or delete or truncate on record
  for each statement execute function stays_as_written();
create trigger posting_stays before update or delete or truncate on posting
  for each statement execute function stays_as_written();
create trigger checkpoint_stays before update or delete or truncate on checkpoint
  for each statement execute function stays_as_written();
-- Also for a session that calls itself a replica.
alter table record enable always trigger record_stays;
alter table posting enable always trigger posting_stays;
alter table checkpoint enable always trigger checkpoint_stays;
alter table posting enable always trigger entries_balance;

-- What a caller was told, by the key that he sent. References and states only.
create table reply (
  caller text not null,
  route text not null,
  key text not null,
  input bytea not null check (length(input) = 32),
  facts text not null,
  seq bigint,
  at timestamptz not null,
  primary key (caller, route, key)
);

grant select, insert on record, posting, checkpoint, reply to relief_app;
grant select, insert, update on log_head, balance, open_item, position, lot, lot_use to relief_app;
grant select on all tables in schema public to relief_auditor;
