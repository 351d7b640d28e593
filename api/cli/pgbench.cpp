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

constexpr auto row_locked_ledger = R"sql(
create table account (
  id bigint primary key, balance numeric not null default 0, version bigint not null default 0
);
create table transfer (
  id bigint generated always as identity primary key, debit bigint not null references account,
  credit bigint not null references account, amount numeric not null check (amount > 0),
  at timestamptz not null default now(), check (debit <> credit)
);
create table entry (
  id bigint generated always as identity primary key,
  transfer bigint not null references transfer, account bigint not null references account,
  amount numeric not null, before numeric not null, after numeric not null,
  version bigint not null
);
create index entry_by_account on entry (account, id);
create index entry_by_transfer on entry (transfer);
insert into account (id) select generate_series(0, 1000);

create function book(moved bigint, party bigint, sum numeric) returns void language plpgsql as $$
declare
  result account;
begin
  update account set balance = balance + sum, version = version + 1
   where id = party returning * into result;
  insert into entry (transfer, account, amount, before, after, version)
  values (moved, party, sum, result.balance - sum, result.balance, result.version);
end $$;

create function pay(payer bigint, payee bigint, sum numeric) returns bigint language plpgsql as $$
declare
  moved bigint;
begin
  perform from account where id in (payer, payee) order by id for update;
  insert into transfer (debit, credit, amount) values (payer, payee, sum) returning id into moved;
  perform book(moved, payer, -sum);
  perform book(moved, payee, sum);
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
  std::ofstream{script} << "\\set party random(1, 1000)\nselect pay(0, :party, 1);\n";
  auto arguments = eight_clients(seconds);
  arguments.insert(arguments.end(), {"-f", script.string()});
  return rate_in(pgbench(*this, std::move(arguments)));
}

}  // namespace relief::cli
