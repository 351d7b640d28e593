#include <algorithm>

#include "ledger/storage/libpq.h"
#include "reconciliation/discard_statement.h"
#include "reconciliation/discards.h"
#include "reconciliation/reconcile.h"
#include "tests/support/refusal.h"
#include "tests/system/acceptance_desk.h"

namespace relief::test {
namespace {

using Texts = std::vector<std::string>;

/// A treasurer who sent a file that nobody wants.
class DiscardTest : public AcceptanceDesk {
 protected:
  Facts discard(const Facts& statement) {
    const StatementId id{statement["id"].get<std::string>()};
    return office.run(treasurer, [&](Work& work) {
      return reconciliation::discard_statement(work, {.statement = id, .code = "wrong_file"});
    });
  }
  /// In the order of their letters, since two of a day stand in any.
  Texts sorted_states() {
    auto all = states();
    std::ranges::sort(all);
    return all;
  }
};

TEST_F(DiscardTest, WhatWaitsIsDiscardedAndCanBeSentAgain) {
  const auto bytes = file(10, "1300.00", {});
  const auto wrong = import(bytes);
  ASSERT_EQ(wrong["verdict"], "waiting");
  const auto gone = discard(wrong);
  EXPECT_EQ(gone["state"], "discarded");
  EXPECT_EQ(gone["statements"], Facts::array({wrong["id"]}));
  EXPECT_EQ(states(), (Texts{"posted", "discarded"}));
  EXPECT_EQ(balance("1100"), "1000.00");
  expect_valid();

  const auto again = import(bytes);
  EXPECT_EQ(again["verdict"], "waiting");
  EXPECT_NE(again["id"], wrong["id"]);
  EXPECT_EQ(import(bytes)["duplicate_of"], again["id"]);
  EXPECT_EQ(import(file(9, "1000.00", {{"NOTPROVIDED", "300.00"}}))["verdict"], "posted");
  EXPECT_EQ(sorted_states(), (Texts{"discarded", "posted", "posted", "posted"}));
  expect_valid();
}

TEST_F(DiscardTest, TellsWhoWhenAndWhy) {
  const auto wrong = import(file(10, "1300.00", {}));
  discard(wrong);
  const auto row = office.context().database.read([&](storage::Transaction& tx) {
    return reconciliation::discard_of(tx, StatementId{wrong["id"].get<std::string>()});
  });
  ASSERT_TRUE(row.has_value());
  EXPECT_EQ(row->by, treasurer.actor.person);
  EXPECT_EQ(row->at, office.now);
  EXPECT_EQ(row->code, "wrong_file");
}

TEST_F(DiscardTest, CantBeForgedOrForgottenInTheDatabase) {
  discard(import(file(10, "1300.00", {})));
  ASSERT_EQ(import(file(9, "1000.00", {{"NOTPROVIDED", "300.00"}}))["verdict"], "posted");
  ASSERT_EQ(exceptions().size(), 1U);
  expect_valid();
  const auto connection = storage::connect(office.conninfo());
  const auto run = [&](const std::string& sql) { storage::run(connection.get(), sql); };
  run("set session_replication_role = replica; alter table statement_discard disable trigger all");
  for (const auto* table : {"statement", "statement_discard", "open_exception"}) {
    run(std::string{"create table kept_"} + table + " as table " + table);
  }
  for (const auto* edit :
       {"delete from statement_discard", "update statement set state = 'waiting' where seq is null",
        "insert into statement_discard select id, 'x', imported_by, now() from statement "
        "where seq is not null",
        "update open_exception set resolution = 'known'",
        "update open_exception set raised_at = raised_at + interval '1 day'"}) {
    run(edit);
    EXPECT_FALSE(verify().holds()) << edit;
    for (const std::string table : {"statement", "statement_discard", "open_exception"}) {
      run("delete from " + table + "; insert into " + table + " table kept_" + table);
    }
  }
  expect_valid();
}

TEST_F(DiscardTest, WhatIsInTheBooksStays) {
  const Facts first{{"id", statements().front().id.text()}};
  EXPECT_EQ(refusal([&] { discard(first); }), Errc::conflict);
  EXPECT_EQ(states(), Texts{"posted"});
}

TEST_F(DiscardTest, HappensOnceAndCantBeAcceptedAfterwards) {
  const auto wrong = import(file(10, "1300.00", {}));
  discard(wrong);
  EXPECT_EQ(refusal([&] { discard(wrong); }), Errc::conflict);
  EXPECT_EQ(refusal([&] { accept(wrong); }), Errc::conflict);
}

TEST_F(DiscardTest, TakesTheWholeFileAndLetsLaterStatementsGoOn) {
  const auto wrong =
      import(together({file(9, "1200.00", {{"NOTPROVIDED", "100.00"}}), file(10, "1300.00", {})}));
  EXPECT_EQ(import(file(11, "1300.00", {}))["verdict"], "waiting");
  EXPECT_EQ(discard(wrong)["statements"].size(), 2U);
  EXPECT_EQ(states(), (Texts{"posted", "discarded", "discarded", "waiting"}));
  EXPECT_EQ(import(file(9, "1000.00", {{"NOTPROVIDED", "300.00"}}))["verdict"], "posted");
  EXPECT_EQ(sorted_states(), (Texts{"discarded", "discarded", "posted", "posted", "posted"}));
  EXPECT_EQ(balance("1100"), "1300.00");
  expect_valid();
}

TEST_F(DiscardTest, OfAFileThatIsPostedInPartTheRestCanBeSentAgain) {
  const auto bytes = together({file(9, "1000.00", {}), file(10, "1300.00", {})});
  ASSERT_EQ(import(bytes)["verdict"], "posted");
  ASSERT_EQ(states(), (Texts{"posted", "posted", "waiting"}));
  const Facts rest{{"id", statements().back().id.text()}};
  EXPECT_EQ(discard(rest)["statements"], Facts::array({rest["id"]}));
  EXPECT_EQ(states(), (Texts{"posted", "posted", "discarded"}));

  const auto again = import(bytes);
  EXPECT_EQ(again["verdict"], "waiting");
  EXPECT_EQ(sorted_states(), (Texts{"discarded", "posted", "posted", "waiting"}));
  EXPECT_TRUE(import(bytes).contains("duplicate_of"));
  accept(again);
  EXPECT_EQ(sorted_states(), (Texts{"discarded", "posted", "posted", "posted"}));
  EXPECT_EQ(balance("1100"), "1300.00");
  expect_valid();
}

TEST_F(DiscardTest, WhatWasSetAsideWholeCanBeSentAgainAndAccepted) {
  const auto bytes = together(
      {file(9, "1000.00", {}), altered(file(10, "1000.00", {}), ">1000.00<", ">1001.00<")});
  const auto aside = import(bytes);
  ASSERT_EQ(aside["quarantined"], true);
  discard(aside);
  const auto again = import(bytes);
  EXPECT_EQ(again["quarantined"], true);
  EXPECT_NE(again["id"], aside["id"]);
  EXPECT_EQ(import(bytes)["duplicate_of"], again["id"]);
  accept(again);
  EXPECT_EQ(sorted_states(), (Texts{"discarded", "posted", "posted", "posted"}));
  EXPECT_EQ(balance("1100"), "1001.00");
  expect_valid();
}

TEST_F(DiscardTest, MakesRoomForTheRightFileOfTheSameNameAndDays) {
  const auto wrong = import(file(10, "1300.00", {}));
  const auto right = altered(file(10, "1000.00", {}), "<Stmt>", "<Stmt >");
  ASSERT_EQ(import(right)["quarantined"], true);
  discard(wrong);
  for (const auto& row : statements()) {
    if (row.state == reconciliation::StatementState::quarantined) discard({{"id", row.id.text()}});
  }
  EXPECT_EQ(import(right)["verdict"], "posted");
  EXPECT_EQ(sorted_states(), (Texts{"discarded", "discarded", "posted", "posted"}));
  expect_valid();
}

TEST_F(DiscardTest, APageThatNobodyWantsHoldsUpNoReconciliation) {
  const auto page = import(":20:S9\n:25:" + std::string{iban} +
                           "\n:28C:9/2\n:60M:C250309AZN1000,00\n:62F:C250309AZN1000,00\n-\n");
  ASSERT_EQ(page["verdict"], "waiting");
  ASSERT_EQ(import(file(10, "1000.00", {}))["verdict"], "posted");
  const auto prepare = [&] {
    office.run(treasurer, [&](Work& work) {
      return reconciliation::prepare_reconciliation(work, bank, parse_date("2025-03-10"));
    });
  };
  EXPECT_EQ(refusal(prepare), Errc::conflict);
  discard(page);
  prepare();
}

}  // namespace
}  // namespace relief::test
