#include <gtest/gtest.h>

#include "tests/ledger/audit/claim_frauds.h"

namespace relief::audit::test {
namespace {

TEST(ClaimRulesTest, FollowWhatIsExplainedAndWrittenOff) {
  for (const auto& twist : {explaining(), writing_off()}) {
    const Story story{twist};
    const auto verdict = verdict_of(story.files(), story.policy());
    EXPECT_TRUE(verdict.holds()) << to_text(verdict);
  }
}

class ClaimFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(ClaimFraudTest, IsSeenAtItsRecord) { expect_seen(claim_frauds().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, ClaimFraudTest,
                         testing::Range<std::size_t>(0, claim_frauds().size()),
                         [](const auto& each) {
                           return std::string{claim_frauds()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
