#include "tests/ledger/audit/statement_frauds.h"

#include <gtest/gtest.h>

namespace relief::audit::test {
namespace {

TEST(StatementLinesTest, AreFollowedInTheirOrder) {
  // The second: what isn't booked has a number too, and isn't counted.
  for (const auto& [first, second] : {std::pair{1, 2}, std::pair{1, 3}}) {
    const Story story{a_statement_of_two(2, first, second)};
    const auto verdict = verdict_of(story.files(), story.policy());
    EXPECT_TRUE(verdict.holds()) << to_text(verdict);
  }
}

TEST(StatementLinesTest, MayBeOneThatComesInParts) {
  const Story story{a_statement_of_two(1, 1, 1)};
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_TRUE(verdict.holds()) << to_text(verdict);
}

class StatementFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(StatementFraudTest, IsSeenAtItsRecord) { expect_seen(statement_frauds().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, StatementFraudTest,
                         testing::Range<std::size_t>(0, statement_frauds().size()),
                         [](const auto& each) {
                           return std::string{statement_frauds()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
