#include <gtest/gtest.h>

#include "tests/ledger/audit/act_frauds.h"

namespace relief::audit::test {
namespace {

TEST(ActRulesTest, LetThroughWhatIsSignedInTime) {
  for (const auto& twist : acts_in_order()) {
    const Story story{twist};
    const auto verdict = verdict_of(story.files(), story.policy());
    EXPECT_TRUE(verdict.holds()) << to_text(verdict);
  }
}

class ActFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(ActFraudTest, IsSeenAtItsRecord) { expect_seen(act_frauds().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, ActFraudTest, testing::Range<std::size_t>(0, act_frauds().size()),
                         [](const auto& each) {
                           return std::string{act_frauds()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
