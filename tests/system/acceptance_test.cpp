#include <gtest/gtest.h>

#include "reconciliation/reconcile.h"
#include "tests/system/acceptance_desk.h"

namespace relief::test {
namespace {

class AcceptanceTest : public AcceptanceDesk {};

TEST_F(AcceptanceTest, AGapThatTwoAcceptGoesOnToMatch) {
  const auto reference = announce("500.00");
  const auto waiting = import(file(10, "1300.00", {{reference, "500.00"}}));
  EXPECT_EQ(waiting["verdict"], "waiting");
  EXPECT_EQ(balance("1150"), "500.00");

  const auto accepted = accept(waiting);
  EXPECT_EQ(accepted["verdict"], "posted");
  EXPECT_EQ(accepted["faults"], nlohmann::json::array({"STMT_GAP"}));
  EXPECT_EQ(accepted["difference"]["amount"], "300.00");
  EXPECT_EQ(balance("1150"), "0.00");
  EXPECT_EQ(balance("1100"), "1800.00");
  EXPECT_EQ(balance("2200"), "-300.00");
  ASSERT_EQ(exceptions().size(), 1U);
  EXPECT_EQ(exceptions()[0].code, "STMT_GAP");
  EXPECT_FALSE(exceptions()[0].line);
  expect_valid();
}

TEST_F(AcceptanceTest, TheNextStatementGoesOnFromItsClosing) {
  accept(import(file(10, "1300.00", {})));
  EXPECT_EQ(import(file(11, "1300.00", {{"NOTPROVIDED", "5.00"}}))["verdict"], "posted");
  EXPECT_EQ(balance("1100"), "1305.00");
  expect_valid();
}

TEST_F(AcceptanceTest, WhatWaitedBehindItFollows) {
  const auto waiting = import(file(10, "1300.00", {}));
  import(file(11, "1300.00", {{ "NOTPROVIDED", "5.00" }}));
  EXPECT_EQ(states(), (std::vector<std::string>{"posted", "waiting", "waiting"}));
  accept(waiting);
  EXPECT_EQ(states(), (std::vector<std::string>{"posted", "posted", "posted"}));
  expect_valid();
}

TEST_F(AcceptanceTest, ItsPlaceIsReconciledWithoutADifference) {
  accept(import(file(10, "1300.00", {})));
  const auto prepared = office.run(treasurer, [&](Work& work) {
    return reconciliation::prepare_reconciliation(work, bank, parse_date("2025-03-10"));
  });
  EXPECT_EQ(prepared["difference"]["amount"], "0.00");
  const ReconciliationId id{prepared["id"].get<std::string>()};
  office.sign({treasurer, auditor},
              [&](Work& work) { return reconciliation::sign_reconciliation(work, id); });
  expect_valid();
}

TEST_F(AcceptanceTest, MoneyThatIsMissingBecomesAClaim) {
  const auto accepted = accept(import(file(10, "700.00", {{"NOTPROVIDED", "5.00"}})));
  EXPECT_EQ(accepted["difference"]["amount"], "-300.00");
  EXPECT_EQ(balance("1200"), "300.00");
  EXPECT_EQ(balance("1100"), "705.00");
  expect_valid();
}

TEST_F(AcceptanceTest, AStatementWhoseLinesDontAddUpIsTakenWithItsClosing) {
  const auto reference = announce("500.00");
  const auto aside =
      import(altered(file(10, "1000.00", {{reference, "500.00"}}), ">1500.00<", ">1480.00<"));
  EXPECT_EQ(aside["quarantined"], true);
  EXPECT_EQ(statements().back().closing.decimal(), "1480.00");

  const auto accepted = accept(aside);
  EXPECT_EQ(accepted["faults"], nlohmann::json::array({"STMT_UNBALANCED"}));
  EXPECT_EQ(accepted["difference"]["amount"], "-20.00");
  EXPECT_EQ(balance("1150"), "0.00");
  EXPECT_EQ(balance("1100"), "1480.00");
  EXPECT_EQ(import(file(11, "1480.00", {}))["verdict"], "posted");
  expect_valid();
}

TEST_F(AcceptanceTest, TheFirstStatementMayBeginElsewhereThanItsPlaceOpened) {
  bank = office.bank("AZ63CTRE00000000000000014004");
  const auto aside = import(file(10, "40.00", {}, "AZ63CTRE00000000000000014004"));
  EXPECT_EQ(aside["quarantined"], true);
  EXPECT_EQ(accept(aside)["difference"]["amount"], "40.00");
  EXPECT_EQ(balance("1100"), "40.00");
  expect_valid();
}

TEST_F(AcceptanceTest, OfAFileThatWasSetAsideAllStatementsComeIn) {
  const auto reference = announce("500.00");
  const auto aside = import(
      together({file(10, "1000.00", {{reference, "500.00"}}),
                altered(file(11, "1500.00", {{"NOTPROVIDED", "5.00"}}), ">1505.00<", ">1500.00<"),
                file(12, "1500.00", {{"NOTPROVIDED", "7.00"}}),
                altered(file(13, "1507.00", {}), ">1507.00<", ">1508.00<")}));
  EXPECT_EQ(states(), (std::vector<std::string>{"posted", "quarantined"}));
  EXPECT_EQ(statements().back().to, parse_date("2025-03-11"));

  EXPECT_EQ(accept(aside)["difference"]["amount"], "-5.00");
  EXPECT_EQ(states(),
            (std::vector<std::string>{"posted", "posted", "posted", "posted", "quarantined"}));
  EXPECT_EQ(balance("1100"), "1507.00");
  EXPECT_EQ(accept({{"id", statements().back().id.text()}})["difference"]["amount"], "1.00");
  EXPECT_EQ(balance("1100"), "1508.00");
  expect_valid();
}

TEST_F(AcceptanceTest, APageWhoseOthersNeverCameIsTakenByItself) {
  const auto waiting = import(":20:S10\n:25:" + std::string{iban} +
                              "\n:28C:10/1\n:60F:C250305AZN1000,00\n"
                              ":61:2503100310C5,00NTRFNONREF//B-1\n:62M:C250310AZN1005,00\n-\n");
  EXPECT_EQ(waiting["verdict"], "waiting");
  const auto accepted = accept(waiting);
  EXPECT_EQ(accepted["faults"], nlohmann::json::array({"STMT_GAP"}));
  EXPECT_EQ(accepted["difference"]["amount"], "0.00");
  EXPECT_EQ(balance("1100"), "1005.00");
  EXPECT_EQ(import(file(11, "1005.00", {}))["verdict"], "posted");
  expect_valid();
}

TEST_F(AcceptanceTest, AFileThatFollowsAGapWaitsWhole) {
  const auto waiting =
      import(together({file(10, "1300.00", {}), file(11, "1300.00", {{"NOTPROVIDED", "5.00"}})}));
  EXPECT_EQ(states(), (std::vector<std::string>{"posted", "waiting", "waiting"}));
  expect_valid();
  accept(waiting);
  EXPECT_EQ(states(), (std::vector<std::string>{"posted", "posted", "posted"}));
  expect_valid();
}

}  // namespace
}  // namespace relief::test
