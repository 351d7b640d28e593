#include <gtest/gtest.h>

#include "tests/ledger/audit/claim_frauds.h"
#include "tests/verifier/both_verifiers.h"
#include "tests/verifier/claimed_office.h"

namespace relief::audit::test {
namespace {

class BothVerifiersClaimTest : public testing::TestWithParam<std::size_t> {};

TEST_P(BothVerifiersClaimTest, SayTheSame) {
  const Story story{claim_frauds().at(GetParam()).twist};
  expect_the_same(story.files(), story.policy_text(), 1);
}

INSTANTIATE_TEST_SUITE_P(Frauds, BothVerifiersClaimTest,
                         testing::Range<std::size_t>(0, claim_frauds().size()),
                         [](const auto& each) {
                           return std::string{claim_frauds()[each.param].name};
                         });

TEST(BothVerifiersTest, FollowWhatIsExplainedAndWrittenOff) {
  for (const auto& twist : {explaining(), writing_off()}) {
    const Story story{twist};
    expect_the_same(story.files(), story.policy_text(), 0);
  }
}

TEST(BothVerifiersTest, FollowEverythingThatADebitTurnsOutToBe) {
  ClaimedOffice desk;
  const auto paid = desk.approved("5AZ1111"), left = desk.approved("5AZ2222"),
             again = desk.approved("5AZ3333"), ordered = desk.approved("5AZ4444");
  for (const auto& id : {paid, left, again}) {
    desk.order(id);
    if (id == again) continue;
    const auto reference = desk.payment(id).reference;
    desk.fail(id);
    if (id == left) desk.withdraw(id);
    desk.debited(reference, "700.00");
    desk.explain(desk.payment(id).id);
  }
  const auto first_order = desk.payment(again).reference;
  desk.debited(first_order, "700.00");
  desk.office.statement(desk.bank, {{first_order, "700.00"}});
  desk.order(again);
  const auto second_order = desk.payment(again).reference;
  desk.fail(again);
  desk.debited(second_order, "700.00");
  desk.explain(desk.payment(again).id);

  desk.order(ordered);
  desk.debited("NOTPROVIDED", "760.00");
  desk.explain(desk.payment(ordered).id);
  desk.explain(BankCharge{}, Money::parse("10.00", currency("AZN")));
  desk.write_off();
  const auto transfer = desk.transfer("30.00");
  desk.debited("NOTPROVIDED", "30.00");
  desk.explain(transfer);
  const auto receipt = desk.sent_back("60.00");
  desk.debited("NOTPROVIDED", "60.00");
  desk.explain(receipt);

  expect_both_hold(desk.office);
}

TEST(BothVerifiersTest, RefuseAnotherRequestWhoseDecisionADebitMayHavePaid) {
  ClaimedOffice desk;
  const auto first = desk.approved("5AZ1111");
  desk.order(first);
  const auto reference = desk.payment(first).reference;
  desk.fail(first);
  desk.withdraw(first);
  const auto second = desk.approved_anew(first);
  desk.debited(reference, "700.00");
  desk.edit("update open_item set amount = 0 where account = '1200'");
  expect_both(desk.office, 1, desk.order(second));
}

TEST(BothVerifiersTest, RefuseAnotherRequestBeforeAStatementTellsOfTheFirst) {
  ClaimedOffice desk;
  desk.office.now += std::chrono::days{1};
  const auto first = desk.approved("5AZ1111");
  desk.order(first);
  desk.fail(first);
  desk.withdraw(first);
  const auto second = desk.approved_anew(first);
  desk.edit("update statement set to_on = to_on + 1");
  expect_both(desk.office, 1, desk.order(second));
}

TEST(BothVerifiersTest, RefuseAnExportedBatchAgainBeforeAStatementTellsOfIt) {
  ClaimedOffice desk;
  desk.office.now += std::chrono::days{1};
  const auto id = desk.approved("5AZ1111");
  desk.order(id);
  desk.cancel_exported(id);
  desk.edit("delete from vault.export_opening");
  expect_both(desk.office, 1, desk.order(id));
}

TEST(BothVerifiersTest, RefuseWhatCameBackAndFailedBeforeAStatementTellsOfIt) {
  ClaimedOffice desk;
  const auto id = desk.approved("5AZ1111");
  desk.order(id);
  const auto reference = desk.payment(id).reference;
  desk.debited(reference, "700.00");
  desk.office.statement(desk.bank, {{reference, "700.00"}});
  desk.office.now += std::chrono::days{1};
  desk.order(id);
  desk.fail(id);
  desk.edit("update statement set to_on = to_on + 1");
  expect_both(desk.office, 1, desk.order(id));
}

TEST(BothVerifiersTest, FollowWhatGoesOutAgainOnceTheBankIsSilent) {
  ClaimedOffice desk;
  desk.office.now += std::chrono::days{1};
  const auto first = desk.approved("5AZ1111"), cancelled = desk.approved("5AZ2222");
  desk.order(first);
  desk.fail(first);
  desk.withdraw(first);
  const auto second = desk.approved_anew(first);
  desk.order(cancelled);
  desk.cancel_exported(cancelled);
  desk.office.statement(desk.bank, {});
  desk.order(second);
  desk.order(cancelled);
  expect_both_hold(desk.office);
}

}  // namespace
}  // namespace relief::audit::test
