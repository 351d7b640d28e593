#include "reconciliation/statement.h"

#include <gtest/gtest.h>

#include "reconciliation/formats.h"
#include "tests/reconciliation/camt_text.h"

namespace relief::reconciliation::statement_test {
namespace {

Statement january() { return test::read_camt053(test::january()).statements.at(0); }

/// January as a bank sends it in two pages.
std::vector<Statement> pages() {
  auto first = january();
  auto second = january();
  const auto middle = Balance{Money::parse("1250.00", currency("AZN")), parse_date("2026-01-15")};
  first.last_page.is_last = first.first_page.is_last = false;
  first.lines.pop_back();
  first.closing = middle;
  second.first_page = second.last_page = {2, true};
  second.lines.erase(second.lines.begin());
  second.lines[0].number = 1;
  second.opening = middle;
  return {first, second};
}

TEST(StatementTest, PagesAreTheWhole) {
  const auto joined = join_pages(pages());
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_TRUE(is_complete(joined[0]));
  EXPECT_EQ(joined[0].lines, january().lines);
  EXPECT_EQ(joined[0].opening, january().opening);
  EXPECT_EQ(joined[0].closing, january().closing);
}

TEST(StatementTest, PagesMayComeInAnyOrder) {
  auto shuffled = pages();
  std::swap(shuffled[0], shuffled[1]);
  const auto joined = join_pages(shuffled);
  ASSERT_EQ(joined.size(), 1U);
  EXPECT_EQ(joined[0].lines, january().lines);
}

TEST(StatementTest, APageOfAnotherStatementStaysAlone) {
  for (const auto change : {+[](Statement& s) { s.id = "other", s.electronic_sequence = 99; },
                            +[](Statement& s) { s.account = "other"; },
                            +[](Statement& s) { s.currency = &currency("EUR"); },
                            +[](Statement& s) { s.first_page.number = 3; }}) {
    auto strangers = pages();
    change(strangers[1]);
    const auto joined = join_pages(strangers);
    ASSERT_EQ(joined.size(), 2U);
    EXPECT_FALSE(is_complete(joined[0]));
    EXPECT_FALSE(is_complete(joined[1]));
  }
}

TEST(StatementTest, APageIsAPartOfItsWholeAndOfNoOther) {
  const auto whole = join_pages(pages()).at(0);
  for (const auto& each : pages()) EXPECT_TRUE(is_part_of(each, whole));
  for (const auto change : {+[](Statement& s) { s.lines.back().value_on += std::chrono::days{1}; },
                            +[](Statement& s) { s.closing->on += std::chrono::days{1}; },
                            +[](Statement& s) { s.last_page.number = 3; },
                            +[](Statement& s) { s.account = "other"; }}) {
    auto other = pages().at(1);
    change(other);
    EXPECT_FALSE(is_part_of(other, whole));
  }
}

TEST(StatementTest, WholeStatementsStayAsTheyAre) {
  const auto joined = join_pages({january(), january()});
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_TRUE(same_content(joined[0], january()));
}

TEST(StatementTest, ACopyHasTheSameContent) {
  auto copy = january();
  copy.copy = Copy::duplicate;
  EXPECT_TRUE(same_content(copy, january()));
  copy.lines[0].amount += Money::parse("0.01", currency("AZN"));
  EXPECT_FALSE(same_content(copy, january()));
}

TEST(StatementTest, EndsOnTheDayOfItsClosingBalance) {
  auto statement = january();
  EXPECT_EQ(last_day(statement), parse_date("2026-01-31"));
  statement.closing.reset();
  EXPECT_FALSE(last_day(statement));
  statement.to = parse_date("2026-01-30");
  EXPECT_EQ(last_day(statement), parse_date("2026-01-30"));
}

}  // namespace
}  // namespace relief::reconciliation::statement_test
