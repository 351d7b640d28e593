#include <gtest/gtest.h>

#include "tests/ledger/audit/acceptance_frauds.h"

namespace relief::audit::test {
namespace {

TEST(AcceptedStatementTest, IsFollowed) {
  const Story story{accepting()};
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_TRUE(verdict.holds()) << to_text(verdict);
}

class AcceptanceFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(AcceptanceFraudTest, IsSeenAtItsRecord) { expect_seen(acceptance_frauds().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, AcceptanceFraudTest,
                         testing::Range<std::size_t>(0, acceptance_frauds().size()),
                         [](const auto& each) {
                           return std::string{acceptance_frauds()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
