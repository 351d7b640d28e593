#include <gtest/gtest.h>

#include "ledger/storage/libpq.h"
#include "tests/support/refusal.h"
#include "tests/system/acceptance_desk.h"

namespace relief::test {
namespace {

class AcceptanceRefusedTest : public AcceptanceDesk {};

TEST_F(AcceptanceRefusedTest, HappensOnce) {
  const auto waiting = import(file(10, "1300.00", {}));
  accept(waiting);
  EXPECT_EQ(refusal([&] { accept(waiting); }), Errc::conflict);
}

TEST_F(AcceptanceRefusedTest, IsRefusedOnceTheGapIsFilled) {
  const auto waiting = import(file(10, "1300.00", {}));
  import(file(9, "1000.00", {{ "NOTPROVIDED", "300.00" }}));
  EXPECT_EQ(refusal([&] { accept(waiting); }), Errc::conflict);
}

TEST_F(AcceptanceRefusedTest, AnEarlierStatementThatWaitsComesFirst) {
  const auto earlier = import(file(9, "1200.00", {}));
  const auto later = import(file(10, "1300.00", {}));
  EXPECT_EQ(refusal([&] { accept(later); }), Errc::conflict);
  accept(earlier);
  accept(later);
  EXPECT_EQ(balance("1100"), "1300.00");
  expect_valid();
}

TEST_F(AcceptanceRefusedTest, WhatComesAfterAllIsNeitherPostedNorAccepted) {
  accept(import(file(10, "1300.00", {})));
  const auto late = import(file(9, "1000.00", {{"NOTPROVIDED", "300.00"}}));
  EXPECT_EQ(late["quarantined"], true);
  EXPECT_EQ(refused_by(late), "Fund order 8");
}

TEST_F(AcceptanceRefusedTest, WhatWaitedIsSetAsideOnceItsDaysAreInTheBooks) {
  import(file(10, "1300.00", {}));
  auto week = file(11, "1000.00", {{"NOTPROVIDED", "300.00"}});
  week = altered(week, "2025-03-11T00:00:00", "2025-03-09T00:00:00");
  EXPECT_EQ(import(week)["verdict"], "posted");
  EXPECT_EQ(states(), (std::vector<std::string>{"posted", "quarantined", "posted"}));
}

TEST_F(AcceptanceRefusedTest, NobodyAcceptsWhatIsNoStatementOfThisAccount) {
  const auto whole = file(10, "1300.00", {});
  const auto news = [](std::string bytes) {
    for (const auto& [from, to] : {std::pair{"camt.053.001.02", "camt.052.001.02"},
                                   {"<BkToCstmrStmt>", "<BkToCstmrAcctRpt>"},
                                   {"</BkToCstmrStmt>", "</BkToCstmrAcctRpt>"},
                                   {"<Stmt>", "<Rpt>"},
                                   {"</Stmt>", "</Rpt>"}}) {
      bytes = altered(bytes, from, to);
    }
    return bytes;
  };
  const std::vector<std::string> files{
      whole.substr(0, whole.size() / 2),                                     // Unreadable.
      file(11, "1300.00", {}, "AZ63CTRE00000000000000014004"),               // Another account.
      altered(file(12, "1300.00", {}), "<Ccy>AZN</Ccy>", "<Ccy>EUR</Ccy>"),  // Another currency.
      together({file(13, "1300.00", {}), file(13, "1300.00", {})}),          // Twice.
      news(file(14, "1300.00", {})),                                         // Of the day.
      file(3, "1300.00", {})};  // Before the books end.
  for (const auto& bytes : files) {
    const auto aside = import(bytes);
    ASSERT_TRUE(aside.contains("quarantined")) << aside;
    EXPECT_EQ(refused_by(aside), "Fund order 8") << aside["reasons"];
  }
}

TEST_F(AcceptanceRefusedTest, TwoStatementsOfOneNameAndDayAreNotBothAccepted) {
  import(file(10, "1300.00", {}));
  const auto other = import(altered(file(10, "1000.00", {}), ">1000.00<", ">1001.00<"));
  EXPECT_EQ(other["quarantined"], true);
  EXPECT_EQ(refused_by(other), "Fund order 8");
}

TEST_F(AcceptanceRefusedTest, ATamperedAcceptanceIsFound) {
  const auto accepted = accept(import(file(10, "1300.00", {})));
  const auto seq = accepted["seq"].get<std::uint64_t>();
  const auto at = std::to_string(seq);
  const auto connection = storage::connect(office.conninfo());
  for (const auto* table : {"record", "statement_acceptance"}) {
    storage::run(connection.get(), std::string{"alter table "} + table + " disable trigger all");
  }
  const auto expect_found = [&](const std::string& damage, const std::string& mend) {
    storage::run(connection.get(), damage);
    const auto verdict = verify();
    EXPECT_FALSE(verdict.holds()) << damage;
    ASSERT_TRUE(verdict.first().has_value()) << damage;
    EXPECT_EQ(verdict.first()->seq, seq) << damage << audit::to_text(verdict);
    storage::run(connection.get(), mend);
    expect_valid();
  };
  expect_found("update statement_acceptance set difference = difference + 1",
               "update statement_acceptance set difference = difference - 1");
  expect_found("update statement_acceptance set faults = '[]'",
               "update statement_acceptance set faults = '[\"STMT_GAP\"]'");
  expect_found("update statement_acceptance set code = 'x'",
               "update statement_acceptance set code = 'lost_by_the_bank'");
  const auto flip =
      "update record set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where seq = " + at;
  expect_found(flip, flip);
}

}  // namespace
}  // namespace relief::test
