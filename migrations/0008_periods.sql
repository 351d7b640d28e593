-- What is closed for ever. Months close in order, so the last one tells it all; the first to close
-- closes everything before it.

create table period_close (
  last_day date primary key,
  period text not null unique,
  seq bigint not null
);

-- The entries by which a year's result went to the accumulated one. Income reports leave them out.
create table year_close (
  seq bigint primary key,
  year int not null,
  fund text not null
);
create index year_close_by_year on year_close (year);

create or replace function entries_balance() returns trigger language plpgsql as $$
begin
  if exists (select from new_rows group by seq, fund, currency having sum(amount) <> 0) then
    raise exception 'an entry balances for each fund in each currency' using errcode = '23514';
  end if;
  if (select min(effective_on) from new_rows) <= (select max(last_day) from period_close) then
    raise exception 'an entry is of a period that is open' using errcode = '23514';
  end if;
  return null;
end $$;

create trigger period_close_stays before update or delete or truncate on period_close
  for each statement execute function stays_as_written();
alter table period_close enable always trigger period_close_stays;

grant select, insert on period_close, year_close to relief_app;
grant select on period_close, year_close to relief_auditor;
