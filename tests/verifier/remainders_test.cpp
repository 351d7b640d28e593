#include <gtest/gtest.h>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/cancel_remainder.h"
#include "ledger/cases/give_up_payment.h"
#include "ledger/cases/identify_receipt.h"
#include "tests/verifier/both_verifiers.h"
#include "tests/verifier/claimed_office.h"

namespace relief::audit::test {
namespace {

void identify(ClaimedOffice& desk, decltype(Identification::as) as) {
  const Identification input{
      .receipt = ReceiptId{desk.last_of("2200")}, .amount = {}, .as = std::move(as)};
  desk.office.sign({desk.payer}, [&](Work& work) { return identify_receipt(work, input); });
}

void cancel(ClaimedOffice& desk, const std::string& item) {
  desk.office.sign({desk.payer}, [&](Work& work) { return cancel_remainder(work, item); });
}

TEST(BothVerifiersTest, FollowPaymentsThatAreBookedInPartAndComeBackInPart) {
  ClaimedOffice desk;
  const auto cut = desk.approved("5AZ1111"), failed = desk.approved("5AZ2222");
  const auto moves_in_part = [&](const RequestId& id, const std::string& back) {
    desk.order(id);
    desk.debited("NOTPROVIDED", "300.00");
    desk.explain(desk.payment(id).id);
    desk.office.statement(desk.bank, {{"NOTPROVIDED", back}});
    identify(desk, desk.payment(id).id);
  };
  moves_in_part(cut, "100.00");
  desk.office.sign({desk.payer},
                   [&](Work& work) { return cancel_remainder(work, desk.payment(cut).id.text()); });
  desk.office.sign({desk.office.first_administrator},
                   [&](Work& work) { return give_up_payment(work, desk.payment(cut).id); });
  moves_in_part(failed, "300.00");
  desk.fail(failed);
  desk.office.statement(desk.bank, {});
  desk.payer = desk.office.hire("d", Role::treasurer);
  desk.order(failed);
  expect_both_hold(desk.office);
}

TEST(BothVerifiersTest, FollowAPaymentThatComesBackAndGoesToAnotherAccount) {
  ClaimedOffice desk;
  const auto id = desk.approved("5AZ1111");
  desk.order(id);
  const auto reference = desk.payment(id).reference;
  desk.debited(reference, "700.00");
  desk.office.statement(desk.bank, {{reference, "700.00"}});
  Asked asked;
  asked.payout = Payout{
      .method = PayoutMethod::bank, .iban = "AZ64CTRE00000000000000014004", .holder = std::nullopt};
  desk.office.run(desk.staff, [&](Work& work) { return amend_request(work, id, asked); });
  desk.approve(id);
  desk.order(id);
  expect_both_hold(desk.office);
}

TEST(BothVerifiersTest, FollowATransferThatBounces) {
  ClaimedOffice desk;
  const auto transfer = desk.transfer("30.00");
  desk.debited("NOTPROVIDED", "30.00");
  desk.explain(transfer);
  desk.office.statement(desk.bank, {{"NOTPROVIDED", "30.00"}});
  identify(desk, transfer);
  const auto open = desk.office.context().database.read([&](storage::Transaction& tx) {
    return storage::find_item(tx, "1160", transfer.text())->amount;
  });
  EXPECT_TRUE(open.is_zero());
  expect_both_hold(desk.office);
}

TEST(BothVerifiersTest, FollowAReceiptThatTheBankDoesntSendBack) {
  ClaimedOffice desk;
  const auto receipt = desk.sent_back("60.00");
  cancel(desk, receipt.text());
  EXPECT_EQ(desk.last_of("2200"), receipt.text()) << "it is unknown again";
  expect_both_hold(desk.office);
}

}  // namespace
}  // namespace relief::audit::test
