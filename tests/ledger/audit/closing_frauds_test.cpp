#include <gtest/gtest.h>

#include "tests/ledger/audit/closing_frauds.h"

namespace relief::audit::test {
namespace {

TEST(ClosedYearTest, IsFollowed) {
  const Story story{a_year_that_closes()};
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_TRUE(verdict.holds()) << to_text(verdict);
}

TEST(ClosedMonthTest, EndsWithinAStatement) {
  const Story story{a_month_that_ends_within_a_statement()};
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_TRUE(verdict.holds()) << to_text(verdict);
}

class ClosingFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(ClosingFraudTest, IsSeenAtItsRecord) { expect_seen(closing_frauds().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, ClosingFraudTest,
                         testing::Range<std::size_t>(0, closing_frauds().size()),
                         [](const auto& each) {
                           return std::string{closing_frauds()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
