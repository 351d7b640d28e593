#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "reconciliation/reconcile.h"
#include "tests/support/refusal.h"
#include "tests/system/acceptance_desk.h"

namespace relief::test {
namespace {

/// The first statement told of 2025-03-04 and ended with 1000.00; today is 2025-03-20.
class StatementDaysTest : public AcceptanceDesk {
 protected:
  Facts reconcile(const std::string& day) {
    return office.run(treasurer, [&](Work& work) {
      return reconciliation::prepare_reconciliation(work, bank, parse_date(day));
    });
  }
  void sign(const Facts& prepared) {
    const ReconciliationId id{prepared["id"].get<std::string>()};
    office.sign({treasurer, auditor},
                [&](Work& work) { return reconciliation::sign_reconciliation(work, id); });
  }
  std::vector<std::string> open_by(const std::string& day) {
    return office.context().database.read([&](storage::Transaction& tx) {
      std::vector<std::string> items;
      for (const auto& each :
           reconciliation::reconciling_items(tx, storage::find_place(tx, bank), parse_date(day))) {
        items.push_back(each.account + " " + each.amount.decimal());
      }
      std::ranges::sort(items);
      return items;
    });
  }
  /// A statement that moves nothing as a whole.
  static std::string quiet(int day, const std::string& amount) {
    return file(day, amount, {{"NOTPROVIDED", "5.00"}, {"NOTPROVIDED", "-5.00"}});
  }
  static std::string reason(const Facts& facts) {
    return facts.contains("reasons") ? facts["reasons"][0]["reason"].get<std::string>() : "";
  }
};

TEST_F(StatementDaysTest, DaysOfWhichNobodyToldAreNamed) {
  const auto taken = import(file(10, "1000.00", {}));
  EXPECT_EQ(taken["verdict"], "posted");
  EXPECT_EQ(taken["missing"]["from"], "2025-03-05");
  EXPECT_EQ(taken["missing"]["to"], "2025-03-09");
  EXPECT_FALSE(import(file(11, "1000.00", {})).contains("missing"));
}

TEST_F(StatementDaysTest, NobodyReconcilesADayOfWhichNobodyTold) {
  EXPECT_EQ(refusal([&] { reconcile("2025-03-09"); }), Errc::conflict);
  import(file(10, "1000.00", {}));
  EXPECT_EQ(refusal([&] { reconcile("2025-03-09"); }), Errc::conflict);
  EXPECT_EQ(reconcile("2025-03-10")["difference"]["amount"], "0.00");
}

/// As a week's statement does at the end of a month.
TEST_F(StatementDaysTest, ADayWithinAStatementIsReconciledByItsLines) {
  auto bytes = file(12, "1000.00", {{"NOTPROVIDED", "5.00"}, {"NOTPROVIDED", "7.00"}});
  for (const auto* field : {"<FrDtTm>", "<BookgDt>"}) {
    bytes.replace(bytes.find("2025-03-12", bytes.find(field)), 10, "2025-03-10");
  }
  ASSERT_EQ(import(bytes)["verdict"], "posted");
  EXPECT_EQ(refusal([&] { reconcile("2025-03-09"); }), Errc::conflict);
  for (const auto& [day, held] :
       std::map<std::string, std::string>{{"2025-03-11", "1005.00"}, {"2025-03-12", "1012.00"}}) {
    const auto prepared = reconcile(day);
    EXPECT_EQ(prepared["difference"]["amount"], "0.00");
    sign(prepared);
    const auto signed_one = office.context().database.read([&](storage::Transaction& tx) {
      return reconciliation::find_reconciliation(
          tx, ReconciliationId{prepared["id"].get<std::string>()});
    });
    EXPECT_EQ(signed_one.closing.decimal(), held);
  }
  expect_valid();
}

TEST_F(StatementDaysTest, WhatWasAcceptedBeyondTheLinesCountsOnADayWithin) {
  auto bytes = altered(file(12, "1000.00", {{"NOTPROVIDED", "7.00"}}), ">1007.00<", ">1012.00<");
  bytes.replace(bytes.find("2025-03-12", bytes.find("<FrDtTm>")), 10, "2025-03-10");
  const auto taken = import(bytes);
  ASSERT_EQ(reason(taken), "STMT_UNBALANCED");
  accept(taken);
  const auto prepared = reconcile("2025-03-11");
  EXPECT_EQ(prepared["difference"]["amount"], "0.00");
  sign(prepared);
  expect_valid();
}

TEST_F(StatementDaysTest, ADayIsReconciledByTheLastThatToldOfIt) {
  ASSERT_EQ(import(file(10, "1000.00", {{"NOTPROVIDED", "5.00"}}))["verdict"], "posted");
  auto later = file(12, "1005.00", {{"NOTPROVIDED", "7.00"}});
  for (const auto* field : {"<FrDtTm>", "<BookgDt>"}) {
    later.replace(later.find("2025-03-12", later.find(field)), 10, "2025-03-10");
  }
  ASSERT_EQ(import(later)["verdict"], "posted");
  for (const auto* day : {"2025-03-10", "2025-03-11", "2025-03-12"}) {
    const auto prepared = reconcile(day);
    EXPECT_EQ(prepared["difference"]["amount"], "0.00") << day;
    sign(prepared);
  }
  expect_valid();
}

/// Their order is that of their balances.
TEST_F(StatementDaysTest, MissingDaysAreToldLateAfterADayOfTwoStatements) {
  const auto second = [](const std::string& bytes) {
    return altered(bytes, "<Id>S10</Id><ElctrncSeqNb>10", "<Id>S10b</Id><ElctrncSeqNb>11");
  };
  ASSERT_EQ(import(file(10, "1000.00", {{"NOTPROVIDED", "5.00"}}))["verdict"], "posted");
  ASSERT_EQ(import(second(file(10, "1005.00", {{"NOTPROVIDED", "7.00"}})))["verdict"], "posted");
  ASSERT_EQ(import(file(20, "1012.00", {{"NOTPROVIDED", "1.00"}}))["verdict"], "posted");
  ASSERT_EQ(import(quiet(15, "1012.00"))["verdict"], "posted");
  expect_valid();
}

TEST_F(StatementDaysTest, WhatNothingExplainsOfALateStatementIsItsOwn) {
  import(file(10, "1000.00", {{ "NOTPROVIDED", "70.00" }}));
  const auto taken = import(altered(quiet(7, "1000.00"), ">5.00<", ">6.00<"));
  EXPECT_EQ(reason(taken), "STMT_UNBALANCED");
  accept(taken);
  EXPECT_EQ(balance("1100"), "1070.00");
  expect_valid();
}

TEST_F(StatementDaysTest, MissingDaysAreToldLate) {
  import(file(10, "1000.00", {{ "NOTPROVIDED", "70.00" }}));
  EXPECT_EQ(import(quiet(7, "1000.00"))["verdict"], "posted");
  EXPECT_EQ(balance("1100"), "1070.00");
  sign(reconcile("2025-03-07"));
  sign(reconcile("2025-03-10"));
  EXPECT_EQ(import(file(11, "1070.00", {}))["verdict"], "posted");
  expect_valid();
}

TEST_F(StatementDaysTest, WhatComesLateMustLeadFromOneBalanceToTheOther) {
  import(file(10, "1000.00", {{ "NOTPROVIDED", "70.00" }}));
  const auto more = import(file(7, "1000.00", {{"NOTPROVIDED", "5.00"}}));
  EXPECT_EQ(reason(more), "STMT_OVERLAP_CONFLICT");
  EXPECT_EQ(reason(import(quiet(8, "990.00"))), "STMT_OVERLAP_CONFLICT");
  EXPECT_EQ(balance("1100"), "1070.00");
  expect_valid();
}

TEST_F(StatementDaysTest, ADayToComeIsSetAside) {
  const auto aside = import(file(21, "1000.00", {}));
  EXPECT_EQ(aside["quarantined"], true);
  EXPECT_EQ(reason(aside), "STMT_DATES");
  EXPECT_NE(refused_by(aside), "");
  EXPECT_EQ(import(file(20, "1000.00", {}))["verdict"], "posted");
}

TEST_F(StatementDaysTest, ALineOfAnotherDayIsSetAside) {
  auto bytes = file(10, "1000.00", {{"NOTPROVIDED", "5.00"}});
  const auto booked = bytes.find("<BookgDt>");
  bytes.replace(bytes.find("2025-03-10", booked), 10, "2025-03-12");
  EXPECT_EQ(reason(import(bytes)), "STMT_DATES");
}

TEST_F(StatementDaysTest, AStatementThatEndsBeforeItBeginsIsSetAside) {
  auto bytes = file(10, "1000.00", {});
  bytes.replace(bytes.find("2025-03-10", bytes.find("<FrDtTm>")), 10, "2025-03-12");
  EXPECT_EQ(reason(import(bytes)), "STMT_DATES");
}

TEST_F(StatementDaysTest, WhatWaitsHoldsUpNoEarlierDay) {
  EXPECT_EQ(import(file(12, "1300.00", {}))["verdict"], "waiting");
  EXPECT_EQ(reconcile("2025-03-04")["difference"]["amount"], "0.00");
}

TEST_F(StatementDaysTest, AReconciliationListsWhatWasOpenOnItsDay) {
  import(file(10, "1000.00", {{ "NOTPROVIDED", "5.00" }}));
  import(file(11, "1005.00", {{ "NOTPROVIDED", "7.00" }}));
  EXPECT_EQ(open_by("2025-03-04"), (std::vector<std::string>{}));
  EXPECT_EQ(open_by("2025-03-10"), (std::vector<std::string>{"2200 -5.00"}));
  EXPECT_EQ(open_by("2025-03-11"), (std::vector<std::string>{"2200 -5.00", "2200 -7.00"}));
}

}  // namespace
}  // namespace relief::test
