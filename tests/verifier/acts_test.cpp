#include <gtest/gtest.h>

#include "tests/ledger/audit/act_frauds.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

TEST(BothVerifiersTest, LetThroughWhatIsSignedInTime) {
  for (const auto& twist : acts_in_order()) {
    const Story story{twist};
    expect_the_same(story.files(), story.policy_text(), 0);
  }
}

class BothVerifiersActTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersActTest, SayTheSame) {
  const Story story{act_frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersActTest,
                         testing::Range<std::size_t>(0, act_frauds().size()), [](const auto& each) {
                           return std::string{act_frauds()[each.param].name};
                         });

}  // namespace
}  // namespace relief::audit::test
