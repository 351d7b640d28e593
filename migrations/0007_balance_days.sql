-- What moved on each effective day, and the same by month and by year: so a balance by any day is
-- the sum of at most its years, 11 months and 31 days, however many postings there are. An entry of
-- an earlier day changes three rows, and no later one.

create table balance_day (
  day date not null,
  account text not null,
  place text not null,
  fund text not null,
  currency text not null,
  amount numeric(38, 0) not null,
  primary key (day, account, place, fund, currency)
) with (fillfactor = 70);
create table balance_month (like balance_day including all) with (fillfactor = 50);
create table balance_year (like balance_day including all) with (fillfactor = 50);

insert into balance_day (day, account, place, fund, currency, amount)
select effective_on, account, place, fund, currency, sum(amount)
  from posting group by effective_on, account, place, fund, currency;
insert into balance_month (day, account, place, fund, currency, amount)
select cast(date_trunc('month', day) as date), account, place, fund, currency, sum(amount)
  from balance_day group by 1, account, place, fund, currency;
insert into balance_year (day, account, place, fund, currency, amount)
select cast(date_trunc('year', day) as date), account, place, fund, currency, sum(amount)
  from balance_day group by 1, account, place, fund, currency;

-- The sums that make up the balances by a day: whole years, whole months of its year, days of its
-- month.
create function balances_by(last date)
returns table (account text, place text, fund text, currency text, amount numeric)
language sql stable strict as $$
  select account, place, fund, currency, amount from balance_year
   where day < cast(date_trunc('year', last) as date)
  union all
  select account, place, fund, currency, amount from balance_month
   where day >= cast(date_trunc('year', last) as date) and day < cast(date_trunc('month', last) as date)
  union all
  select account, place, fund, currency, amount from balance_day
   where day >= cast(date_trunc('month', last) as date) and day <= last
$$;

-- How far the log went at a moment: its records' times never go back, so halving finds it.
create function size_at(moment timestamptz) returns bigint language plpgsql stable strict as $$
declare
  low bigint := 0;
  high bigint := coalesce((select size from log_head), 0);
  middle bigint;
begin
  while low < high loop
    middle := (low + high) / 2;
    if (select at from record where seq = middle) <= moment then
      low := middle + 1;
    else
      high := middle;
    end if;
  end loop;
  return low;
end $$;

-- How many postings a balance had when the log had `size` records. They are numbered without a gap
-- in booking order, so halving finds the last one in a few steps of their index.
create function version_when(size bigint, of_account text, of_place text, of_fund text,
                             of_currency text, versions bigint)
returns bigint language plpgsql stable strict as $$
declare
  low bigint := 0;
  high bigint := versions;
  middle bigint;
begin
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select seq from posting
         where account = of_account and place = of_place and fund = of_fund
           and currency = of_currency and version = middle) < size then
      low := middle;
    else
      high := middle - 1;
    end if;
  end loop;
  return low;
end $$;

-- The balances when the log had `size` records.
create function balances_when(size bigint)
returns table (account text, place text, fund text, currency text, amount numeric)
language sql stable strict as $$
  select posting.account, posting.place, posting.fund, posting.currency, posting.balance
    from balance
    join posting on posting.account = balance.account and posting.place = balance.place
                and posting.fund = balance.fund and posting.currency = balance.currency
                and posting.version = version_when(size, balance.account, balance.place,
                                                   balance.fund, balance.currency, balance.version)
$$;

grant select, insert, update on balance_day, balance_month, balance_year to relief_app;
grant select on balance_day, balance_month, balance_year to relief_auditor;
