#include <gtest/gtest.h>

#include "reconciliation/resolve_exception.h"
#include "tests/system/acceptance_desk.h"

namespace relief::test {
namespace {

class BankLinesTest : public AcceptanceDesk {
 protected:
  /// A day's file whose only line is a charge of the bank's.
  static std::string charge_file(int day, const std::string& opening, const std::string& amount) {
    auto bytes = file(day, opening, {{"NOTPROVIDED", amount}});
    for (const auto& [from, to] : {std::pair{"PMNT", "ACMT"}, {"ICDT", "MDOP"}, {"ESCT", "CHRG"}}) {
      bytes.replace(bytes.find(from), 4, to);
    }
    return bytes;
  }
};

TEST_F(BankLinesTest, AChargeThatTheFundBoreIsNoClaim) {
  const auto taken = import(charge_file(10, "1000.00", "-1.50"));
  ASSERT_EQ(taken["verdict"], "posted");
  const auto lines = office.context().database.read([&](storage::Transaction& tx) {
    return reconciliation::lines_of(tx, StatementId{taken["id"].get<std::string>()}, 0, 10);
  });
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_TRUE(lines[0].items.starts_with("chg_")) << lines[0].items;
  EXPECT_EQ(balance("1200"), "0.00");
  expect_valid();
}

TEST_F(BankLinesTest, OfAFileThatComesAgainItIsSaidWhatBecameOfIt) {
  const auto good = file(10, "1000.00", {});
  const auto posted = import(good);
  const auto again = import(good);
  EXPECT_EQ(again["duplicate_of"], posted["id"]);
  EXPECT_EQ(again["verdict"], "posted");

  const auto wrong = altered(file(11, "1000.00", {{"NOTPROVIDED", "5.00"}}), ">1005.00<", ">7.00<");
  import(wrong);
  const auto aside = import(wrong);
  EXPECT_EQ(aside["verdict"], "quarantined");
  EXPECT_EQ(aside["reasons"][0]["reason"], "STMT_UNBALANCED");
}

TEST_F(BankLinesTest, AStatementMayHaveThousandsOfLines) {
  const std::vector<std::pair<std::string, std::string>> lines(3000, {"NOTPROVIDED", "0.01"});
  EXPECT_EQ(import(file(10, "1000.00", lines))["verdict"], "posted");
  EXPECT_EQ(balance("1100"), "1030.00");
  expect_valid();
}

TEST_F(BankLinesTest, AnExceptionIsAsOldAsItWasWhenItWasResolved) {
  import(file(10, "1000.00", {{ "NOTPROVIDED", "5.00" }}));
  ASSERT_EQ(exceptions().size(), 1U);
  EXPECT_FALSE(exceptions()[0].resolved_at);
  office.now += std::chrono::days{2};
  const auto approver = office.hire("approver", Role::approver);
  office.sign({treasurer, approver}, [&](Work& work) {
    return reconciliation::resolve_exception(work, exceptions()[0].id, "explained");
  });
  EXPECT_EQ(exceptions()[0].resolved_at, office.now);
}

}  // namespace
}  // namespace relief::test
