#include "tests/ledger/audit/limit_frauds.h"

#include <gtest/gtest.h>

namespace relief::audit::test {
namespace {

class LimitFraudTest : public testing::TestWithParam<std::size_t> {};

TEST_P(LimitFraudTest, IsSeenAtItsRecord) { expect_seen(limit_frauds().at(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Frauds, LimitFraudTest,
                         testing::Range<std::size_t>(0, limit_frauds().size()),
                         [](const auto& each) {
                           return std::string{limit_frauds()[each.param].name};
                         });

TEST(LimitTest, WhatIsDecidedOnTheLastDayCounts) {
  for (const auto from : {at::first_approval, at::batch}) {
    const Story story{told_later(from, "2026-03-15")};
    const auto verdict = verdict_of(story.files(), story.policy());
    EXPECT_TRUE(verdict.holds()) << to_text(verdict);
  }
}

TEST(LimitTest, MoneyOfASourceThatThePurposeDoesNotAdmitIsNotAskedFor) {
  const auto given = story_under(choosy_rulebook(R"(["contribution", "grant"])"));
  EXPECT_TRUE(verdict_of(given.files(), given.policy()).holds());

  const auto seized = story_under(choosy_rulebook(R"(["grant"])"));
  const auto verdict = verdict_of(seized.files(), seized.policy());
  EXPECT_EQ(verdict.outcome(), Outcome::invalid);
  ASSERT_TRUE(verdict.first().has_value());
  EXPECT_EQ(verdict.first()->seq, at::request) << to_text(verdict);
}

}  // namespace
}  // namespace relief::audit::test
