#include <gtest/gtest.h>

#include "tests/ledger/audit/witnessed_story.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

TEST(BothVerifiersTest, FollowAPaymentThatRestsOnAWitnessedHead) {
  const WitnessedStory story{{WitnessedStory::rests_on, at::count}};
  expect_the_same(story.files(), story.policy_text(), 0);
  expect_the_same(story.files(), story.policy_without_witnesses(), 0);
}

TEST(BothVerifiersTest, SeeAPaymentThatRestsOnAHeadThatTooFewWitnessesSaw) {
  const WitnessedStory story{{at::count}};
  expect_the_same(story.files(), story.policy_text(), 5);
  expect_the_same(story.files(), story.policy_without_witnesses(), 0);
}

TEST(BothVerifiersTest, SeeAPaymentThatRestsOnAHeadThatTheLogDidNotSign) {
  const WitnessedStory story{{WitnessedStory::rests_on, at::count}};
  const auto others = [](std::uint64_t size) { return size != WitnessedStory::rests_on; };
  expect_the_same(story.files(others), story.policy_text(), 1);
  expect_the_same(story.files(others), story.policy_without_witnesses(), 1);
}

TEST(BothVerifiersTest, TellAHeadThatWitnessesHaveNotSeenFromOneThatTheySawNothingOf) {
  const WitnessedStory stale{{WitnessedStory::rests_on}};
  expect_the_same(stale.files(), stale.policy_text(), 5);
  const WitnessedStory unseen{{}};
  expect_the_same(unseen.files(), unseen.policy_text(), 5);
}

}  // namespace
}  // namespace relief::audit::test
