#include <unistd.h>

#include <cstdlib>

#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "ledger/cases/decide_request.h"
#include "ledger/cases/order_batch.h"
#include "ledger/storage/bind.h"
#include "reports/render.h"
#include "reports/reports.h"
#include "tests/support/files.h"
#include "tests/support/office/office.h"

namespace relief::test {
namespace {

/// Balances by "account:place:fund|currency", as PostgreSQL keeps them; without zeros.
std::map<std::string, std::string> stored_balances(Context& context) {
  return context.database.read([](storage::Transaction& tx) {
    std::map<std::string, std::string> balances;
    std::string name, code, units;
    soci::statement statement =
        (tx.sql().prepare << "select account || ':' || coalesce(nullif(place, ''), '-') || ':' || "
                             "fund, currency, amount::text from balance where amount <> 0",
         soci::into(name), soci::into(code), soci::into(units));
    for (statement.execute(); statement.fetch();) {
      balances[name + "|" + code] = Money::of_units(units, currency(code)).decimal();
    }
    return balances;
  });
}

/// The same from the real hledger, which reads our journal.
std::map<std::string, std::string> hledger_balances(const std::string& journal) {
  const auto folder = std::filesystem::temp_directory_path();
  const auto file = folder / ("relief-" + std::to_string(::getpid()) + ".journal");
  const auto out = folder / ("relief-" + std::to_string(::getpid()) + ".csv");
  std::ofstream{file} << journal;
  const auto command = "hledger -f " + file.string() + " check && hledger -f " + file.string() +
                       " balance --flat --no-total --layout=bare -O csv > " + out.string();
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::map<std::string, std::string> balances;
  std::ifstream csv{out};
  std::string line;
  std::getline(csv, line);  // "account","commodity","balance"
  while (std::getline(csv, line)) {
    const auto first = line.find("\",\"");
    const auto second = line.find("\",\"", first + 3);
    const auto name = line.substr(1, first - 1);
    const auto code = line.substr(first + 3, second - first - 3);
    balances[name + "|" + code] = line.substr(second + 3, line.size() - second - 4);
  }
  std::filesystem::remove(file);
  std::filesystem::remove(out);
  return balances;
}

TEST(HledgerTest, AgreesWithEveryBalance) {
  Office office;
  const auto shelter = office.shelter("Harbour");
  const auto staff = office.hire("staff", Role::shelter, shelter);
  const std::vector approvers{office.hire("a", Role::approver), office.hire("b", Role::approver)};
  const auto treasurer = office.hire("t", Role::treasurer);
  const auto bank = office.bank("AZ48CTRE00000000000000014001");
  const auto fund = office.fund("general");
  office.give(fund, bank, "2500.00");
  std::vector<RequestId> requests{office.lump_sum(staff, "5AZ1234"),
                                  office.lump_sum(staff, "5AZ1235")};
  for (const auto& id : requests) {
    for (const auto& approver : approvers) {
      office.sign({approver}, [&](Work& work) { return approve_request(work, id); });
    }
  }
  office.sign({treasurer}, [&](Work& work) {
    return order_batch(work, {.requests = requests, .place = bank, .execution_date = work.today()});
  });
  office.statement(bank, {{"NOTOURS", "12.34"}, {"NOTOURS", "-0.50"}});

  const auto table = office.context().database.read([](storage::Transaction& tx) {
    return reports::run(tx, reports::find_report("journal"), {});
  });
  const auto stored = stored_balances(office.context());
  EXPECT_GE(stored.size(), 7U);
  EXPECT_EQ(hledger_balances(reports::to_hledger(table)), stored);
}

}  // namespace
}  // namespace relief::test
