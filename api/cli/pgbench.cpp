#include "api/cli/pgbench.h"

#include <fstream>
#include <vector>

#include "api/cli/printed.h"
#include "ledger/base/error.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/program.h"

namespace relief::cli {
namespace {

constexpr auto yardstick_database = "yardstick";

/// What a ledger of this kind keeps that is made for use: identifiers that don't tell of numbers,
/// every balance before and after, indexes for whoever asks by account, transfer or day.
constexpr auto row_locked_ledger = R"sql(
create function opaque(prefix text) returns text language sql volatile as $$
  select prefix || '_' || replace(cast(gen_random_uuid() as text), '-', '')
$$;
create table account (
  id text primary key default opaque('acc'), name text not null, currency text not null,
  balance numeric not null default 0, version bigint not null default 0,
  may_be_negative boolean not null default true, may_be_positive boolean not null default true,
  made_at timestamptz not null default now(), changed_at timestamptz not null default now()
);
create table transfer (
  id text primary key default opaque('tra'), payer text not null references account,
  payee text not null references account, amount numeric not null check (amount > 0),
  made_at timestamptz not null default now(), happened_at timestamptz not null default now(),
  notes jsonb, check (payer <> payee)
);
create index on transfer (payer);
create index on transfer (payee);
create index on transfer (happened_at);
create table entry (
  id text primary key default opaque('ent'), account text not null references account,
  transfer text not null references transfer, amount numeric not null, before numeric not null,
  after numeric not null, version bigint not null, made_at timestamptz not null default now()
);
create index on entry (account);
create index on entry (transfer);
insert into account (id, name, currency)
select 'acc_' || lpad(cast(number as text), 32, '0'), 'account ' || number, 'AZN'
  from generate_series(0, 1000) as number;

create function change(whose text, sum numeric) returns account language plpgsql as $$
declare
  result account;
begin
  update account set balance = balance + sum, version = version + 1, changed_at = now()
   where id = whose returning * into result;
  if result.balance < 0 and not result.may_be_negative
     or result.balance > 0 and not result.may_be_positive then
    raise exception 'this balance stays on its side';
  end if;
  return result;
end $$;

create function pay(from_whom text, to_whom text, sum numeric) returns transfer
language plpgsql as $$
declare
  debited account;
  credited account;
  moved transfer;
begin
  perform from account where id in (from_whom, to_whom) order by id for update;
  debited := change(from_whom, -sum);
  credited := change(to_whom, sum);
  if debited.currency <> credited.currency then
    raise exception 'both accounts of a transfer have one currency';
  end if;
  insert into transfer (payer, payee, amount) values (from_whom, to_whom, sum)
  returning * into moved;
  insert into entry (account, transfer, amount, before, after, version)
  values (debited.id, moved.id, -sum, debited.balance + sum, debited.balance, debited.version);
  insert into entry (account, transfer, amount, before, after, version)
  values (credited.id, moved.id, sum, credited.balance - sum, credited.balance, credited.version);
  return moved;
end $$;
)sql";

/// Runs pgbench on the yardsticks' database; answers what it printed.
std::string pgbench(const Yardstick& of, std::vector<std::string> arguments) {
  arguments.push_back(of.cluster.conninfo(yardstick_database));
  return printed_by(storage::postgresql_programs() / "pgbench", arguments, of.folder);
}

double rate_in(const std::string& output) {
  constexpr std::string_view before = "tps = ";
  const auto at = output.rfind(before);
  require(at != std::string::npos, Errc::unavailable, "pgbench didn't print its rate");
  return std::stod(output.substr(at + before.size()));
}

std::vector<std::string> eight_clients(int seconds) {
  return {"-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", std::to_string(seconds)};
}

}  // namespace

double Yardstick::tpcb() const {
  cluster.make_database(yardstick_database);
  pgbench(*this, {"-q", "-i", "-s", "20"});
  return rate_in(pgbench(*this, eight_clients(seconds)));
}

double Yardstick::row_locks() const {
  cluster.make_database(yardstick_database);
  const auto connection = storage::connect(cluster.conninfo(yardstick_database));
  storage::run(connection.get(), "drop schema public cascade; create schema public");
  storage::run(connection.get(), row_locked_ledger);
  const auto script = folder / "row-locks.sql";
  std::ofstream{script} << R"sql(\set party random(1, 1000)
select pay('acc_' || repeat('0', 32), 'acc_' || lpad(cast(:party as text), 32, '0'), 1);
)sql";
  auto arguments = eight_clients(seconds);
  arguments.insert(arguments.end(), {"-f", script.string()});
  return rate_in(pgbench(*this, std::move(arguments)));
}

}  // namespace relief::cli
