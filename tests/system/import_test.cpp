#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/import_history.h"
#include "ledger/storage/account_balance.h"
#include "tests/support/journal.h"
#include "tests/support/office/office.h"

namespace relief::test {
namespace {

class ImportTest : public ::testing::Test {
 protected:
  ImportTest() : bank{office.bank("AZ48CTRE00000000000000014001")}, fund{office.fund("general")} {}

  static SigningKey key_of(const Colleague& who) { return SigningKey::of_pem(who.secret->pem()); }

  HistoryImport import(const Journal& journal, const HistoryOrder& order = {}) {
    auto file = journal.file();
    std::vector<SigningKey> keys;
    keys.push_back(key_of(office.first_administrator));
    keys.push_back(key_of(office.second_administrator));
    return import_history(office.context(), file, keys, order);
  }

  std::string balance(const std::string& account, const std::string& day) {
    return office.context().database.read([&](storage::Transaction& tx) {
      const auto all = storage::account_balances(
          tx, {.account = account, .place = {}, .fund = {}, .as_of = parse_date(day)});
      return all.empty() ? std::string{} : all.front().decimal();
    });
  }

  void expect_valid() {
    const auto verdict =
        audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
    EXPECT_TRUE(verdict.holds()) << audit::to_text(verdict);
  }

  Office office;
  PlaceId bank;
  FundId fund;
  const Journal good = Journal{"bank"}
                           .entry("2019-12-30", "opening", 100'000)
                           .entry("2020-02-10", "gift", 5'000)
                           .entry("2020-02-10", "payment", -102'000)
                           .entry("2021-07-01", "late gift", 1'000);
};

TEST_F(ImportTest, TheAuditorAgrees) {
  EXPECT_TRUE(import(good).seq);
  expect_valid();
}

TEST_F(ImportTest, LifeGoesOnAfterIt) {
  import(good);
  office.give(fund, office.bank("AZ96AZEJ00000000001234567890"), "70.00");
  EXPECT_EQ(balance("1100", "2026-01-01"), "110.00");
  expect_valid();
}

}  // namespace
}  // namespace relief::test
