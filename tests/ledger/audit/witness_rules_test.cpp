#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/ledger/audit/witnessed_story.h"

namespace relief::audit::test {
namespace {

Verdict verdict_on(const WitnessedStory& story) {
  return verdict_of(story.files(), parse_policy(story.policy_text()));
}

std::string state_of(const Verdict& verdict) { return to_json(verdict)["log"]["state"]; }

TEST(WitnessRulesTest, RefusesAWitnessedHeadWhereTheRulebookAsksForNone) {
  const Story story{{.before_signing = [](std::uint64_t seq, Draft& draft) {
    if (seq == at::payment) draft.record.fields["witnessed"] = at::batch;
  }}};
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_EQ(verdict.outcome(), Outcome::invalid);
  EXPECT_EQ(verdict.first()->seq, at::payment);
}

TEST(WitnessRulesTest, FollowsAPaymentThatRestsOnAHeadThatWitnessesSaw) {
  const auto verdict = verdict_on(WitnessedStory{{WitnessedStory::rests_on, at::count}});
  EXPECT_EQ(verdict.outcome(), Outcome::valid) << to_text(verdict);
  EXPECT_EQ(state_of(verdict), "witnessed");
}

TEST(WitnessRulesTest, NamesThePaymentThatRestsOnAHeadThatTooFewWitnessesSaw) {
  const auto verdict = verdict_on(WitnessedStory{{at::count}});
  EXPECT_EQ(verdict.outcome(), Outcome::few_witnesses);
  EXPECT_EQ(verdict.first()->seq, at::payment) << to_text(verdict);
  EXPECT_EQ(state_of(verdict), "witnessed");
}

TEST(WitnessRulesTest, RefusesAPaymentThatRestsOnAHeadThatTheLogDidNotSign) {
  const WitnessedStory story{{WitnessedStory::rests_on, at::count}};
  const auto files = story.files([](auto size) { return size != WitnessedStory::rests_on; });
  for (const auto& policy : {story.policy_text(), story.policy_without_witnesses()}) {
    const auto verdict = verdict_of(files, parse_policy(policy));
    EXPECT_EQ(verdict.outcome(), Outcome::invalid);
    EXPECT_EQ(verdict.first()->seq, at::payment) << to_text(verdict);
  }
}

TEST(WitnessRulesTest, TellsWhatWitnessesKnowOfTheHead) {
  EXPECT_EQ(state_of(verdict_on(WitnessedStory{{WitnessedStory::rests_on}})), "stale");
  EXPECT_EQ(state_of(verdict_on(WitnessedStory{{}})), "unwitnessed");
  const Story story;
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_EQ(state_of(verdict), "unwitnessed");
  EXPECT_NE(to_text(verdict).find(", unwitnessed\n"), std::string::npos) << to_text(verdict);
}

}  // namespace
}  // namespace relief::audit::test
