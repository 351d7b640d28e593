#include <gtest/gtest.h>

#include "ledger/cases/identify_receipt.h"
#include "tests/ledger/cases/payments_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using storage::PaymentStatus;

class PaymentProgressTest : public test::PaymentsOffice {};

TEST_F(PaymentProgressTest, OrdersAgainWhatCameBack) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "700.00", "0.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
  bank_moves(payment(id), "0.00", "700.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  EXPECT_EQ(test::refusal([&] { order({id}); }), Errc::conflict) << "no statement yet";
  post_statement_to("2026-03-02");
  const auto again = order({id});
  fail(payment(id).id);
  EXPECT_EQ(payment(id).status, PaymentStatus::returned) << "it is owed to the person as before";
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  EXPECT_NE(order({id}), again);
  bank_moves(payment(id), "700.00", "0.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
  EXPECT_EQ(payment(id).booked.decimal(), "1400.00");
}

TEST_F(PaymentProgressTest, StandsOrderedAgainWhenTheBankUndoesItsDebit) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "700.00", "0.00");
  bank_moves(payment(id), "0.00", "700.00", "2110");
  EXPECT_EQ(payment(id).status, PaymentStatus::ordered);
  EXPECT_EQ(office.request(id).status, RequestStatus::ordered);
  bank_moves(payment(id), "700.00", "0.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
}

TEST_F(PaymentProgressTest, FollowsABankThatBooksInParts) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "300.00", "0.00");
  bank_moves(payment(id), "0.00", "300.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::ordered) << "the rest is on its way";
  bank_moves(payment(id), "400.00", "0.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  bank_moves(payment(id), "0.00", "400.00", "2110");
  EXPECT_EQ(office.request(id).status, RequestStatus::ordered);
}

TEST_F(PaymentProgressTest, GivesUpWhatCameBackAndReservesItForWhoWaits) {
  office.receive("700.00");
  const auto id = ready("1"), waiting = ready("2");
  order({id});
  EXPECT_EQ(test::refusal([&] { give_up(payment(id).id); }), Errc::conflict);
  bank_moves(payment(id), "700.00", "0.00");
  bank_moves(payment(id), "0.00", "700.00");
  give_up(payment(id).id);
  EXPECT_EQ(office.request(id).status, RequestStatus::given_up);
  EXPECT_EQ(payment(id).status, PaymentStatus::given_up);
  EXPECT_EQ(office.request(waiting).waits_for, storage::WaitsFor::order);
  EXPECT_EQ(test::refusal([&] { give_up(payment(id).id); }), Errc::conflict);
}

TEST_F(PaymentProgressTest, IdentifiesAReturnUpToWhatWasBooked) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "700.00", "0.00");
  const auto receipt = ReceiptId::random(office.entropy);
  office.run(treasurer, [&](Work& work) {
    auto record = test::ReliefOffice::bank_line(
        work.today(),
        pair("1100", "2200", office.bank.text(), unassigned_fund, receipt.text(), azn("800.00")));
    return Facts{{"seq", work.append(std::move(record))}};
  });
  office.run_signed(treasurer, [&](Work& work) {
    return identify_receipt(work, {.receipt = receipt, .amount = {}, .as = payment(id).id});
  });
  EXPECT_EQ(office.request(id).status, RequestStatus::returned);
  EXPECT_EQ(payment(id).back.decimal(), "700.00");
}

}  // namespace
}  // namespace relief
