#include <gtest/gtest.h>

#include "tests/ledger/cases/claims_office.h"
#include "tests/support/refusal.h"

namespace relief {
namespace {

using storage::PaymentStatus;

class ExplainedPaymentsTest : public test::ClaimsOffice {};

TEST_F(ExplainedPaymentsTest, PaysAFailedPaymentThatWasDebitedAfterAll) {
  office.receive("700.00");
  const auto id = failed("1");
  const auto debit = claim("700.00");
  explain({.claim = debit, .amount = {}, .as = payment(id).id});
  EXPECT_EQ(payment(id).status, PaymentStatus::paid);
  EXPECT_EQ(payment(id).booked.decimal(), "700.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
  EXPECT_EQ(office.available(), "0.00");
  EXPECT_EQ(open("9200", id.text()), "0.00") << "what was reserved is used";
  EXPECT_EQ(balance("5100"), "700.00");
  EXPECT_EQ(balance("1200"), "0.00");

  const auto second = claim("700.00");
  EXPECT_EQ(refused([&] { explain({.claim = second, .amount = {}, .as = payment(id).id}); }),
            std::pair(Errc::conflict, std::string{"/payment"}))
      << "one person twice";
  bank_moves(payment(id), "0.00", "700.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::returned) << "it may still come back";
}

TEST_F(ExplainedPaymentsTest, PaysAFailedPaymentInFullOnly) {
  office.receive("700.00");
  const auto id = failed("1");
  const auto part = claim("400.00"), more = claim("760.00");
  const auto as_payment = [&](const ClaimId& debit, std::optional<Money> amount) {
    explain({.claim = debit, .amount = std::move(amount), .as = payment(id).id});
  };
  const auto at_amount = std::pair(Errc::conflict, std::string{"/amount"});
  EXPECT_EQ(refused([&] { as_payment(part, {}); }), at_amount);
  EXPECT_EQ(refused([&] { as_payment(more, azn("760.00")); }), at_amount);
  EXPECT_EQ(refused([&] { as_payment(more, azn("699.99")); }), at_amount);
  as_payment(more, {});
  EXPECT_EQ(open("1200", more.text()), "60.00");
}

TEST_F(ExplainedPaymentsTest, BooksAPaymentThatStandsOrderedInParts) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  const auto first = claim("300.00"), rest = claim("500.00");
  explain({.claim = first, .amount = {}, .as = payment(id).id});
  EXPECT_EQ(office.request(id).status, RequestStatus::ordered);
  explain({.claim = rest, .amount = {}, .as = payment(id).id});
  EXPECT_EQ(open("1200", rest.text()), "100.00") << "no more than was ordered";
  EXPECT_EQ(payment(id).booked.decimal(), "700.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
}

TEST_F(ExplainedPaymentsTest, SettlesWhatFailedWhenItWasOrderedAgain) {
  office.receive("700.00");
  const auto id = ready("1");
  order({id});
  bank_moves(payment(id), "700.00", "0.00");
  bank_moves(payment(id), "0.00", "700.00");
  post_statement_to("2026-03-02");
  order({id});
  fail(payment(id).id);
  ASSERT_EQ(payment(id).status, PaymentStatus::returned);
  explain({.claim = claim("700.00"), .amount = {}, .as = payment(id).id});
  EXPECT_EQ(open("2100", payment(id).id.text()), "0.00");
  EXPECT_EQ(payment(id).status, PaymentStatus::paid);
  EXPECT_EQ(payment(id).booked.decimal(), "1400.00");
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
  EXPECT_EQ(office.available(), "0.00");
}

TEST_F(ExplainedPaymentsTest, LeavesARequestThatWasWithdrawnSinceAsItIs) {
  office.receive("700.00");
  const auto id = failed("1");
  withdraw(id);
  const auto spent = claim("10.00");
  write_off(loss(spent));
  const auto debit = claim("700.00");
  EXPECT_EQ(refused([&] { explain({.claim = debit, .amount = {}, .as = payment(id).id}); }),
            std::pair(Errc::refused, std::string{"/payment"}))
      << "the fund has 690.00 left";
  office.receive("10.00");
  explain({.claim = debit, .amount = {}, .as = payment(id).id});
  EXPECT_EQ(payment(id).status, PaymentStatus::paid);
  EXPECT_EQ(office.request(id).status, RequestStatus::withdrawn);
  EXPECT_EQ(office.available(), "0.00");
}

TEST_F(ExplainedPaymentsTest, PaysNobodyAgainForTheSameDecision) {
  office.receive("2000.00");
  const auto first = failed("1");
  withdraw(first);
  explain({.claim = claim("700.00"), .amount = {}, .as = payment(first).id});
  const auto second = office.submitted("1");
  const auto error = test::fault([&] { office.approved(second); });
  EXPECT_EQ(error.code(), Errc::refused);
  EXPECT_EQ(error.clause(), "Law 958-IIQ, art. 17");
}

TEST_F(ExplainedPaymentsTest, PaysNobodyAgainWhoseOtherRequestIsApprovedAlready) {
  office.receive("2000.00");
  const auto first = failed("1");
  withdraw(first);
  const auto second = ready("1");
  explain({.claim = claim("700.00"), .amount = {}, .as = payment(first).id});
  const auto error = test::fault([&] { order({second}); });
  EXPECT_EQ(error.code(), Errc::refused);
  EXPECT_EQ(error.clause(), "Law 958-IIQ, art. 17");
}

TEST_F(ExplainedPaymentsTest, DoesntExplainADebitByWhatWasPaidForTheSameDecision) {
  office.receive("2000.00");
  const auto first = failed("1");
  withdraw(first);
  const auto second = ready("1");
  post_statement_to("2026-03-02");
  order({second});
  const auto debit = claim("700.00");
  EXPECT_EQ(refused([&] { explain({.claim = debit, .amount = {}, .as = payment(first).id}); }),
            std::pair(Errc::refused, std::string{"/payment"}));
  write_off(loss(debit));
}

TEST_F(ExplainedPaymentsTest, OrdersNothingForWhoeverHasTheMoneyByAnEarlierVersion) {
  office.receive("2000.00");
  const auto id = failed("1");
  const auto old = payment(id).id;
  change_payout(id);
  office.approved(id);
  explain({.claim = claim("700.00"), .amount = {}, .as = old});
  EXPECT_EQ(office.request(id).status, RequestStatus::approved);
  post_statement_to("2026-03-02");
  EXPECT_EQ(test::refusal([&] { order({id}); }), Errc::conflict);
}

TEST_F(ExplainedPaymentsTest, DoesntExplainADebitByAPaymentThatAnotherOneReplaced) {
  office.receive("2000.00");
  const auto id = failed("1");
  const auto old = payment(id).id;
  change_payout(id);
  office.approved(id);
  post_statement_to("2026-03-02");
  order({id});
  const auto debit = claim("700.00");
  EXPECT_EQ(refused([&] { explain({.claim = debit, .amount = {}, .as = old}); }),
            std::pair(Errc::conflict, std::string{"/payment"}));
  explain({.claim = debit, .amount = {}, .as = payment(id).id});
  EXPECT_EQ(office.request(id).status, RequestStatus::paid);
}

}  // namespace
}  // namespace relief
