#include <algorithm>

#include "reconciliation/pages.h"
#include "tests/system/acceptance_desk.h"

namespace relief::test {
namespace {

using Texts = std::vector<std::string>;

/// A statement that a bank cuts in pages, a file each.
class PagesTest : public AcceptanceDesk {
 protected:
  /// One page as MT940: the letters of its balances say whether others go before and after.
  static std::string page(int number, const std::string& opening,
                          const std::vector<std::string>& amounts, const std::string& closing,
                          bool is_last = false) {
    auto text = ":20:S10\n:25:" + std::string{iban} + "\n:28C:10/" + std::to_string(number) +
                "\n:60" + (number == 1 ? "F" : "M") + ":C250310AZN" + opening + "\n";
    for (const auto& amount : amounts) {
      text += ":61:2503100310C" + amount + "NTRFNONREF//" + std::to_string(number) + "-" + amount +
              "\n";
    }
    return text + ":62" + (is_last ? "F" : "M") + ":C250310AZN" + closing + "\n-\n";
  }

  Texts sorted_states() {
    auto all = states();
    std::ranges::sort(all);
    return all;
  }

  const std::string first = page(1, "1000,00", {"5,00", "7,00"}, "1012,00");
  const std::string second = page(2, "1012,00", {"20,00"}, "1032,00");
  const std::string third = page(3, "1032,00", {"1,00"}, "1033,00", true);
};

TEST_F(PagesTest, ArePostedInTheirOrderOnceAllHaveCome) {
  EXPECT_EQ(import(second)["verdict"], "waiting");
  EXPECT_EQ(import(third)["verdict"], "waiting");
  EXPECT_EQ(balance("1100"), "1000.00");
  const auto last = import(first);
  EXPECT_EQ(last["verdict"], "posted");
  EXPECT_FALSE(last.contains("reasons"));
  EXPECT_EQ(states(), (Texts{"posted", "posted", "posted", "posted"}));
  EXPECT_EQ(balance("1100"), "1033.00");
  Texts closings;
  for (const auto& row : statements()) closings.push_back(row.closing.decimal());
  EXPECT_EQ(closings, (Texts{"1000.00", "1012.00", "1032.00", "1033.00"}));
  expect_valid();
}

TEST_F(PagesTest, LetTheNextStatementFollow) {
  import(file(11, "1033.00", {}));
  import(second);
  import(third);
  EXPECT_EQ(states(), (Texts{"posted", "waiting", "waiting", "waiting"}));
  EXPECT_EQ(import(first)["verdict"], "posted");
  EXPECT_EQ(states(), (Texts{"posted", "posted", "posted", "posted", "posted"}));
  expect_valid();
}

TEST_F(PagesTest, WaitForTheStatementBeforeThem) {
  import(page(1, "1050,00", {"1,00"}, "1051,00"));
  EXPECT_EQ(import(page(2, "1051,00", {}, "1051,00", true))["verdict"], "waiting");
  EXPECT_EQ(import(file(9, "1000.00", {{"NOTPROVIDED", "50.00"}}))["verdict"], "posted");
  EXPECT_EQ(states(), (Texts{"posted", "posted", "posted", "posted"}));
  expect_valid();
}

TEST_F(PagesTest, ThatDontAddUpAreSetAsideAloneAndCanBeSentAgain) {
  import(first);
  import(third);
  const auto wrong = import(page(2, "1012,00", {"21,00"}, "1032,00"));
  EXPECT_EQ(wrong["quarantined"], true);
  EXPECT_EQ(wrong["reasons"][0]["reason"], "STMT_UNBALANCED");
  EXPECT_EQ(sorted_states(), (Texts{"posted", "quarantined", "waiting", "waiting"}));
  EXPECT_EQ(balance("1100"), "1000.00");
  EXPECT_EQ(import(second)["verdict"], "posted");
  EXPECT_EQ(balance("1100"), "1033.00");
  expect_valid();
}

TEST_F(PagesTest, ThatDontFollowEachOtherAreSetAsideTogether) {
  import(page(1, "1000,00", {"5,00"}, "1005,00"));
  const auto last = import(page(2, "1006,00", {"7,00"}, "1013,00", true));
  EXPECT_EQ(last["quarantined"], true);
  EXPECT_EQ(last["reasons"][0]["reason"], "STMT_UNBALANCED");
  EXPECT_EQ(states(), (Texts{"posted", "quarantined", "quarantined"}));
  expect_valid();
}

TEST_F(PagesTest, AreTakenOnceWhateverTheirBytes) {
  import(first);
  const auto id = import(second)["id"];
  EXPECT_EQ(import("Your bank\n" + second)["duplicate_of"], id);
  EXPECT_EQ(states(), (Texts{"posted", "waiting", "waiting"}));
}

TEST_F(PagesTest, ThatSayAnotherThingThanThoseThatWaitAreSetAside) {
  import(second);
  const auto other = import(page(2, "1012,00", {"19,00"}, "1031,00"));
  EXPECT_EQ(other["quarantined"], true);
  EXPECT_EQ(other["reasons"][0]["reason"], "STMT_OVERLAP_CONFLICT");
  EXPECT_EQ(sorted_states(), (Texts{"posted", "quarantined", "waiting"}));
}

TEST_F(PagesTest, OfAStatementThatCameWholeAreDuplicates) {
  const auto whole = import(first + second + third);
  ASSERT_EQ(whole["verdict"], "posted");
  for (const auto& each : {first, second, third}) {
    EXPECT_EQ(import(each)["duplicate_of"], whole["id"]);
  }
  EXPECT_EQ(import(second + third)["duplicate_of"], whole["id"]);
  EXPECT_EQ(states(), (Texts{"posted", "posted"}));
  expect_valid();
}

TEST_F(PagesTest, ThatSayAnotherThingThanTheWholeAreSetAside) {
  import(first + second + third);
  const auto other = import(page(3, "1032,00", {"2,00"}, "1034,00", true));
  EXPECT_EQ(other["quarantined"], true);
  EXPECT_EQ(other["reasons"][0]["reason"], "STMT_OVERLAP_CONFLICT");
}

TEST_F(PagesTest, OfAWholeThatWaitsAreDuplicatesToo) {
  const auto whole = import(page(1, "1050,00", {"1,00"}, "1051,00") +
                            page(2, "1051,00", {"2,00"}, "1053,00", true));
  ASSERT_EQ(whole["verdict"], "waiting");
  EXPECT_EQ(import(page(2, "1051,00", {"2,00"}, "1053,00", true))["duplicate_of"], whole["id"]);
}

TEST_F(PagesTest, AreCountedAndThoseThatAreMissingNamed) {
  const auto missing = [&] {
    const auto row = statements().back();
    return office.context().database.read(
        [&](storage::Transaction& tx) { return reconciliation::missing_pages(tx, row); });
  };
  import(second);
  EXPECT_EQ(missing().numbers, (std::vector{1, 3}));
  EXPECT_FALSE(missing().is_end_known);
  import(third);
  EXPECT_EQ(missing().numbers, std::vector{1});
  EXPECT_TRUE(missing().is_end_known);
}

TEST_F(PagesTest, SayWhatTheyWaitFor) {
  const auto waiting = import(second);
  EXPECT_EQ(waiting["reasons"][0]["reason"], "STMT_GAP");
  EXPECT_EQ(waiting["reasons"][0]["detail"], "pages of the statement are missing");
}

}  // namespace
}  // namespace relief::test
