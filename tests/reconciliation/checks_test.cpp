#include "reconciliation/checks.h"

#include <gtest/gtest.h>

#include "reconciliation/formats.h"
#include "tests/reconciliation/camt_text.h"

namespace relief::reconciliation::checks_test {
namespace {

Money azn(std::string_view decimal) { return Money::parse(decimal, currency("AZN")); }

/// Begins with 1,000.00 on 1 January, has +250.00 and -700.00, ends with 550.00 on the 31st.
Statement january() { return test::read_camt053(test::january()).statements.at(0); }

std::vector<Reason> reasons(const std::vector<Fault>& faults) {
  std::vector<Reason> result;
  for (const auto& fault : faults) result.push_back(fault.reason);
  return result;
}

std::vector<Reason> quarantine_of(const Statement& statement,
                                  const std::optional<PreviousClosing>& previous = {}) {
  return reasons(check(statement, previous).quarantine);
}

using Reasons = std::vector<Reason>;

TEST(ChecksTest, PassAStatementThatAddsUp) { EXPECT_TRUE(check(january(), {}).may_post()); }

TEST(ChecksTest, QuarantineWhatDoesntAddUp) {
  auto statement = january();
  statement.lines[0].amount += azn("0.01");
  EXPECT_EQ(quarantine_of(statement), Reasons{Reason::stmt_unbalanced});
}

TEST(ChecksTest, QuarantineAStatementWithoutBalances) {
  auto statement = january();
  statement.closing.reset();
  EXPECT_EQ(quarantine_of(statement), Reasons{Reason::stmt_unbalanced});
}

TEST(ChecksTest, LeaveOutLinesThatArentBooked) {
  auto statement = january();
  auto pending = statement.lines[0];
  pending.is_booked = false;
  statement.lines.push_back(pending);
  EXPECT_TRUE(check(statement, {}).may_post());
}

TEST(ChecksTest, QuarantineAMixOfCurrencies) {
  auto statement = january();
  statement.lines[0].amount = Money::parse("250.00", currency("EUR"));
  EXPECT_EQ(quarantine_of(statement), Reasons{Reason::ccy_mismatch});
  statement = january();
  statement.closing->amount = Money::parse("550.00", currency("EUR"));
  EXPECT_EQ(quarantine_of(statement), Reasons{Reason::ccy_mismatch});
}

TEST(ChecksTest, LetTheBalancesDecideHowReversalsAreSigned) {
  auto moved = january();
  moved.lines[0].is_reversal = true;
  EXPECT_EQ(check(moved, {}).reversals, ReversalSign::as_moved);

  auto original = moved;
  original.lines[0].amount = azn("-250.00");
  const auto verdict = check(original, {});
  EXPECT_TRUE(verdict.may_post());
  EXPECT_EQ(verdict.reversals, ReversalSign::as_original);
  const auto corrected = as_moved(original, verdict.reversals);
  EXPECT_EQ(corrected.lines[0].amount, azn("250.00"));
  EXPECT_EQ(corrected.lines[1].amount, azn("-700.00"));
  EXPECT_EQ(as_moved(moved, ReversalSign::as_moved).lines, moved.lines);
}

TEST(ChecksTest, QuarantineReversalsThatCancelOutOfABankNotSeenBefore) {
  auto statement = january();
  for (const auto* amount : {"5.00", "-5.00"}) {
    auto line = statement.lines[0];
    line.amount = azn(amount);
    line.is_reversal = true;
    statement.lines.push_back(line);
  }
  EXPECT_EQ(quarantine_of(statement), Reasons{Reason::reversal_sign_unclear});
  const auto verdict = check(statement, {}, ReversalSign::as_original);
  EXPECT_TRUE(verdict.may_post());
  EXPECT_EQ(verdict.reversals, ReversalSign::as_original);
}

TEST(ChecksTest, TurnTheDetailsOfAReversalToo) {
  auto statement = january();
  statement.lines[1].is_reversal = true;
  statement.lines[1].details[0].amount = azn("-700.00");
  EXPECT_EQ(as_moved(statement, ReversalSign::as_original).lines[1].details[0].amount,
            azn("700.00"));
}

TEST(ChecksTest, CompareTheBanksOwnCountsAndSums) {
  auto statement = january();
  statement.all = {2, azn("950.00")};
  statement.credits = {1, azn("250.00")};
  statement.debits = {1, azn("700.00")};
  EXPECT_TRUE(check(statement, {}).may_post());
  for (const auto change :
       {+[](Statement& s) { s.all.count = 3; }, +[](Statement& s) { s.all.sum = azn("951.00"); },
        +[](Statement& s) { s.credits.sum = azn("251.00"); },
        +[](Statement& s) { s.debits.count = 0; }}) {
    auto wrong = statement;
    change(wrong);
    EXPECT_EQ(quarantine_of(wrong), Reasons{Reason::stmt_unbalanced});
  }
}

TEST(ChecksTest, CountPendingLinesAsTheBankDoes) {
  auto statement = january();
  auto pending = statement.lines[0];
  pending.is_booked = false;
  statement.lines.push_back(pending);
  statement.all.count = 2;
  EXPECT_TRUE(check(statement, {}).may_post());
  statement.all.count = 3;
  EXPECT_TRUE(check(statement, {}).may_post());
}

TEST(ChecksTest, DoubtDetailsThatDontAddUp) {
  auto statement = january();
  auto& line = statement.lines[1];
  auto detail = line.details[0];
  line.details = {detail, detail};
  line.details[0].amount = azn("-300.00");
  line.details[1].amount = azn("-400.00");
  EXPECT_TRUE(check(statement, {}).doubts.empty());

  line.details[1].amount = azn("-398.50");
  const auto verdict = check(statement, {});
  EXPECT_EQ(reasons(verdict.doubts), Reasons{Reason::detail_sum_mismatch});
  EXPECT_EQ(verdict.doubts[0].place, "line 2");
  EXPECT_TRUE(verdict.may_post()) << "the entry itself is a fact";

  line.particulars.charges = {{azn("-1.50"), true}};
  EXPECT_TRUE(check(statement, {}).doubts.empty());
  line.particulars.charges.clear();
  line.details[0].particulars.charges = {{azn("-1.50"), true}};
  EXPECT_TRUE(check(statement, {}).doubts.empty());
  line.details[0].amount.reset();
  EXPECT_TRUE(check(statement, {}).doubts.empty()) << "amounts that aren't stated can't disagree";
}

TEST(ChecksTest, WaitForMissingPages) {
  auto statement = january();
  statement.last_page.is_last = false;
  EXPECT_EQ(reasons(check(statement, {}).waits), Reasons{Reason::stmt_gap});
  statement = january();
  statement.first_page.number = 2;
  EXPECT_FALSE(check(statement, {}).may_post());
}

TEST(ChecksTest, FollowThePreviousClosing) {
  const PreviousClosing december{{azn("1000.00"), parse_date("2025-12-31")}, 0};
  EXPECT_TRUE(check(january(), december).may_post());
}

TEST(ChecksTest, WaitAfterAGap) {
  PreviousClosing before{{azn("900.00"), parse_date("2025-11-30")}, {}};
  EXPECT_EQ(reasons(check(january(), before).waits), Reasons{Reason::stmt_gap});
  before.sequence = 0;
  EXPECT_EQ(reasons(check(january(), before).waits), Reasons{Reason::stmt_chain_break});
  EXPECT_TRUE(check(january(), before).is_sound());
}

TEST(ChecksTest, QuarantineDaysThatAreCoveredAlready) {
  EXPECT_EQ(quarantine_of(january(), PreviousClosing{{azn("550.00"), parse_date("2026-01-31")}, 1}),
            Reasons{Reason::stmt_overlap_conflict});
  EXPECT_EQ(
      quarantine_of(january(), PreviousClosing{{azn("1000.00"), parse_date("2026-02-01")}, {}}),
      Reasons{Reason::stmt_overlap_conflict});
  auto overlapping = january();
  overlapping.from = parse_date("2026-01-01");
  EXPECT_EQ(
      quarantine_of(overlapping, PreviousClosing{{azn("1000.00"), parse_date("2026-01-10")}, {}}),
      Reasons{Reason::stmt_overlap_conflict});
}

TEST(ChecksTest, TakeSeveralStatementsOfADay) {
  PreviousClosing noon{{azn("1000.00"), parse_date("2026-01-31")}, {}};
  EXPECT_TRUE(check(january(), noon).may_post());
  noon.sequence = 0;
  EXPECT_TRUE(check(january(), noon).may_post());
  noon.sequence = 1;
  EXPECT_EQ(quarantine_of(january(), noon), Reasons{Reason::stmt_overlap_conflict});
}

TEST(ChecksTest, QuarantineAnotherCurrencyThanTheAccounts) {
  EXPECT_EQ(quarantine_of(january(), PreviousClosing{{Money::parse("1000.00", currency("EUR")),
                                                      parse_date("2025-12-31")},
                                                     {}}),
            Reasons{Reason::ccy_mismatch});
}

TEST(ChecksTest, KnowAStatementThatComesAgain) {
  const std::vector earlier{january()};
  EXPECT_EQ(repeats(january(), earlier)->reason, Reason::stmt_duplicate);
  auto other = january();
  other.lines[0].amount = azn("251.00");
  EXPECT_EQ(repeats(other, earlier)->reason, Reason::stmt_overlap_conflict);
  other.closing->on = parse_date("2027-01-31");
  EXPECT_FALSE(repeats(other, earlier)) << "names come again every year";
  EXPECT_FALSE(repeats(january(), {}));
}

}  // namespace
}  // namespace relief::reconciliation::checks_test
