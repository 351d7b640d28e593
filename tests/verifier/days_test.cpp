#include <gtest/gtest.h>

#include "ledger/cases/decide_request.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/order_batch.h"
#include "ledger/storage/payments.h"
#include "reconciliation/import_statement.h"
#include "reconciliation/reconcile.h"
#include "tests/ledger/audit/frauds.h"
#include "tests/ledger/audit/story_names.h"
#include "tests/support/office/bank_file.h"
#include "tests/support/office/office.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

TEST(BothVerifiersTest, RefuseAStatementThatEndsBeforeItBegins) {
  const Story story{before(at::second_statement, field("from", "2027-01-01"))};
  expect_the_same(story.files(), story.policy_text(), 1);
}

/// A real log in which a payment failed and was ordered again, its first order was debited after
/// all, and a statement of missing days came late.
TEST(BothVerifiersTest, FollowADebitAfterAFailureAndAStatementThatCameLate) {
  relief::test::Office office;
  const auto staff = office.hire("staff", Role::shelter, office.shelter("Harbour"));
  const auto first_approver = office.hire("a", Role::approver);
  const auto second_approver = office.hire("b", Role::approver);
  const auto payer = office.hire("c", Role::treasurer);
  const auto auditor = office.hire("d", Role::auditor);
  const auto* iban = "AZ48CTRE00000000000000014001";
  const auto bank = office.bank(iban);
  office.give(office.fund("general"), bank, "2000.00");
  const auto id = office.lump_sum(staff, "5AZ1234");
  office.now += std::chrono::days{1};
  for (const auto* who : {&first_approver, &second_approver}) {
    office.sign({*who}, [&](Work& work) { return approve_request(work, id); });
  }
  const auto order = [&] {
    office.sign({payer}, [&](Work& work) {
      return order_batch(work, {.requests = {id}, .place = bank, .execution_date = work.today()});
    });
  };
  order();
  const auto payment = office.context().database.read(
      [&](storage::Transaction& tx) { return *storage::find_payment_of(tx, id, 1); });
  office.sign({payer, first_approver},
              [&](Work& work) { return fail_payment(work, payment.id, "AC04"); });
  office.statement(bank, {});
  order();
  office.now += std::chrono::days{5};
  office.statement(bank, {{payment.reference, "-700.00"}});

  const auto late = relief::to_text(day_in_baku(office.now) - std::chrono::days{3});
  const auto taken = office.run(payer, [&](Work& work) {
    return reconciliation::import_statement(
        work, {.place = bank,
               .format = {},
               .media_type = {},
               .bytes = relief::test::bank_file(
                   {.iban = iban,
                    .number = 90,
                    .day = late,
                    .opening = 200000,
                    .lines = {{"NOTPROVIDED", "5.00"}, {"NOTPROVIDED", "-5.00"}}})});
  });
  EXPECT_EQ(taken["verdict"], "posted");
  const ReconciliationId reconciled{office
                                        .run(payer,
                                             [&](Work& work) {
                                               return reconciliation::prepare_reconciliation(
                                                   work, bank, parse_date(late));
                                             })["id"]
                                        .get<std::string>()};
  office.sign({payer, auditor},
              [&](Work& work) { return reconciliation::sign_reconciliation(work, reconciled); });

  expect_both_hold(office);
}

}  // namespace
}  // namespace relief::audit::test
