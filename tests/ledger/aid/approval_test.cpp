#include "ledger/aid/approval.h"

#include <gtest/gtest.h>

#include "tests/support/refusal.h"

namespace relief {
namespace {

const PersonId ana = PersonId::of(std::string(16, 'a'));
const PersonId ben = PersonId::of(std::string(16, 'b'));
const PersonId cho = PersonId::of(std::string(16, 'c'));
const PersonId dan = PersonId::of(std::string(16, 'd'));
const PersonId eva = PersonId::of(std::string(16, 'e'));

const Involved involved{.askers = {ana, ben}, .approvers = {cho}, .payers = {dan}};

std::optional<Errc> refusal_to_decide(const PersonId& person) {
  return test::refusal([&] { require_may_decide(involved, person); });
}

std::optional<Errc> refusal_to_pay(const PersonId& person) {
  return test::refusal([&] { require_may_pay(involved, person); });
}

TEST(ApprovalTest, SomeoneWithoutAHandInItMayDecideOrPay) {
  EXPECT_EQ(refusal_to_decide(eva), std::nullopt);
  EXPECT_EQ(refusal_to_pay(eva), std::nullopt);
}

TEST(ApprovalTest, WhoeverAskedMayNeitherDecideNorPay) {
  EXPECT_EQ(refusal_to_decide(ana), Errc::forbidden);
  EXPECT_EQ(refusal_to_decide(ben), Errc::forbidden);
  EXPECT_EQ(refusal_to_pay(ben), Errc::forbidden);
}

TEST(ApprovalTest, RefusesTheSamePersonTwice) { EXPECT_EQ(refusal_to_decide(cho), Errc::conflict); }

TEST(ApprovalTest, WhoeverApprovedMayNotPay) { EXPECT_EQ(refusal_to_pay(cho), Errc::forbidden); }

TEST(ApprovalTest, WhoeverPaidMayPayAgainButNotDecide) {
  EXPECT_EQ(refusal_to_decide(dan), Errc::forbidden);
  EXPECT_EQ(refusal_to_pay(dan), std::nullopt);
}

TEST(ApprovalTest, CountsTheApprovalsThatAreMissing) {
  ApprovalStep step;
  step.approvers = 3;
  EXPECT_EQ(approvals_missing(step, 0), 2U);
  EXPECT_EQ(approvals_missing(step, 1), 1U);
  EXPECT_EQ(approvals_missing(step, 2), 0U);
}

TEST(ApprovalTest, NoneIsMissingWhenANewRulebookAsksForFewer) {
  ApprovalStep step;
  step.approvers = 1;
  EXPECT_EQ(approvals_missing(step, 2), 0U);
}

}  // namespace
}  // namespace relief
