#include <gtest/gtest.h>

#include "tests/ledger/audit/story.h"

namespace relief::audit::test {
namespace {

TEST(WitnessRulesTest, RefusesAWitnessedHeadWhereTheRulebookAsksForNone) {
  const Story story{{.before_signing = [](std::uint64_t seq, Draft& draft) {
    if (seq == at::payment) draft.record.fields["witnessed"] = at::batch;
  }}};
  const auto verdict = verdict_of(story.files(), story.policy());
  EXPECT_EQ(verdict.outcome(), Outcome::invalid);
  EXPECT_EQ(verdict.first()->seq, at::payment);
}

}  // namespace
}  // namespace relief::audit::test
