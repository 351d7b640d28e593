#include <gtest/gtest.h>

#include "ledger/cases/decide_request.h"
#include "ledger/cases/withdraw_request.h"
#include "tests/ledger/audit/limit_frauds.h"
#include "tests/support/office/office.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

class BothVerifiersLimitTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersLimitTest, SayTheSame) {
  const Story story{limit_frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersLimitTest,
                         testing::Range<std::size_t>(0, limit_frauds().size()),
                         [](const auto& each) {
                           return std::string{limit_frauds()[each.param].name};
                         });

TEST(BothVerifiersTest, LetTheLastDayCount) {
  for (const auto from : {at::first_approval, at::batch}) {
    const Story story{told_later(from, "2026-03-15")};
    expect_the_same(story.files(), story.policy_text(), 0);
  }
}

TEST(BothVerifiersTest, KnowTheSourcesThatAPurposeAdmits) {
  const auto given = story_under(choosy_rulebook(R"(["contribution", "grant"])"));
  expect_the_same(given.files(), given.policy_text(), 0);
  const auto seized = story_under(choosy_rulebook(R"(["grant"])"));
  expect_the_same(seized.files(), seized.policy_text(), 1);
}

/// A real log in which one request lapses before it is decided, and another before it is ordered.
TEST(BothVerifiersTest, FollowRequestsThatLapse) {
  relief::test::Office office;
  const auto staff = office.hire("staff", Role::shelter, office.shelter("Harbour"));
  const auto first_approver = office.hire("a", Role::approver);
  const auto second_approver = office.hire("b", Role::approver);
  const auto bank = office.bank("AZ48CTRE00000000000000014001");
  office.give(office.fund("general"), bank, "2000.00");
  const auto approved = office.lump_sum(staff, "5AZ1234");
  office.lump_sum(staff, "5AZ1235");
  office.now += std::chrono::days{10};
  for (const auto* who : {&first_approver, &second_approver}) {
    office.sign({*who}, [&](Work& work) { return approve_request(work, approved); });
  }
  const auto lapse = [&] { return office.run(office.first_administrator, lapse_requests); };
  office.now += std::chrono::days{4};
  EXPECT_EQ(lapse().at("lapsed"), 1);
  office.now += std::chrono::days{10};
  EXPECT_EQ(lapse().at("lapsed"), 1);

  expect_both_hold(office);
}

}  // namespace
}  // namespace relief::audit::test
