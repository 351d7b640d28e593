#include <gtest/gtest.h>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/give_up_payment.h"
#include "ledger/cases/identify_receipt.h"
#include "ledger/cases/reverse_entry.h"
#include "ledger/storage/open_items.h"
#include "tests/support/refusal.h"
#include "tests/system/one_request.h"

namespace relief::test {
namespace {

using storage::PaymentStatus;

/// A lump sum that reached the person, and money that somebody says is it, come back.
class PaidOnceTest : public OneRequestTest {
 protected:
  PaidOnceTest() {
    office.give(fund, bank, "2000.00");
    office.now += std::chrono::days{1};
    approve();
    order();
    office.statement(bank, {{payment().reference, "-700.00"}});
  }

  ReceiptId receipt(const std::string& amount) {
    office.statement(bank, {{"NOTPROVIDED", amount}});
    return ReceiptId{read([](storage::Transaction& tx) {
      return storage::open_items(tx, {.account = "2200", .limit = 100}).back().item;
    })};
  }
  /// Answers the number of the record.
  std::uint64_t came_back(const ReceiptId& as, const std::string& amount) {
    const Identification input{
        .receipt = as, .amount = Money::parse(amount, currency("AZN")), .as = payment().id};
    return office.sign({payer}, [&](Work& work) { return identify_receipt(work, input); })["seq"];
  }
  void reverse(std::uint64_t seq) {
    office.sign({office.first_administrator, office.second_administrator},
                [&](Work& work) { return reverse_entry(work, seq); });
  }
};

TEST_F(PaidOnceTest, APartThatReachedThePersonCountsAsPaid) {
  came_back(receipt("1.00"), "1.00");
  office.sign({office.first_administrator},
              [&](Work& work) { return give_up_payment(work, payment().id); });
  EXPECT_EQ(request().status, RequestStatus::given_up);
  EXPECT_EQ(refusal([&] { office.lump_sum(staff, request().relief_case); }), Errc::refused);
  expect_the_log_agrees();
}

TEST_F(PaidOnceTest, WhoeverSaidThatItCameBackDoesntOrderItAgain) {
  came_back(receipt("700.00"), "700.00");
  EXPECT_EQ(refusal([&] { order(); }), Errc::forbidden);
  payer = office.hire("d", Role::treasurer);
  order();
  EXPECT_EQ(payment().status, PaymentStatus::ordered);
  expect_the_log_agrees();
}

TEST_F(PaidOnceTest, WhatWasTakenForAReturnIsTakenBack) {
  const auto seq = came_back(receipt("700.00"), "700.00");
  EXPECT_EQ(request().status, RequestStatus::returned);
  reverse(seq);
  EXPECT_EQ(payment().status, PaymentStatus::paid);
  EXPECT_EQ(request().status, RequestStatus::paid);
  expect_the_log_agrees();
}

TEST_F(PaidOnceTest, AnotherVersionIsntPaidWhileAPartOfTheFirstIsOut) {
  const auto both = receipt("700.00");
  const auto part = came_back(both, "300.00");
  came_back(both, "400.00");
  Asked asked;
  asked.payout = Payout{
      .method = PayoutMethod::bank, .iban = "AZ64CTRE00000000000000014004", .holder = std::nullopt};
  office.run(staff, [&](Work& work) { return amend_request(work, id, asked); });
  reverse(part);
  approve();
  payer = office.hire("d", Role::treasurer);
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict);
  expect_the_log_agrees();
}

}  // namespace
}  // namespace relief::test
