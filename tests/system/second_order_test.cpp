#include <gtest/gtest.h>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/cancel_batch.h"
#include "ledger/cases/export_batch.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/identify_receipt.h"
#include "ledger/cases/withdraw_request.h"
#include "ledger/storage/batches.h"
#include "reconciliation/store.h"
#include "reports/reports.h"
#include "tests/support/refusal.h"
#include "tests/system/one_request.h"

namespace relief::test {
namespace {

using storage::PaymentStatus;

/// A lump sum that was ordered, and that may have reached the person in spite of what the bank
/// says.
class SecondOrderTest : public OneRequestTest {
 protected:
  SecondOrderTest() {
    office.give(fund, bank, "2000.00");
    office.now +=
        std::chrono::days{1};  // The bank has told of no day on which anything is ordered.
    approve();
    order();
  }

  /// Of the version that stands.
  storage::Payment payment() { return OneRequestTest::payment(request().version); }
  std::vector<reconciliation::ExceptionRow> exceptions() {
    return read([&](storage::Transaction& tx) {
      return reconciliation::exceptions(tx, std::nullopt, {.limit = 100});
    });
  }
  /// The items that the last exception's line names: the payment, if any, and the claim.
  std::string items_of_the_last_line() {
    return read([&](storage::Transaction& tx) {
      return reconciliation::lines_of(tx, *exceptions().back().statement, 0, 100).back().items;
    });
  }

  void fail() {
    office.sign({payer, approver},
                [&](Work& work) { return fail_payment(work, payment().id, "AC04"); });
  }
  void cancel() {
    office.sign({payer, approver}, [&](Work& work) { return cancel_batch(work, payment().batch); });
  }
  void export_it() {
    office.run(payer, [&](Work& work) {
      return export_batch(work, payment().batch, ExportFormat::pain001_v09);
    });
  }
  /// Withdraws the request; another one for the same decision waits for its order then.
  void ask_anew() {
    office.run(staff, [&](Work& work) { return withdraw_request(work, id, "moved"); });
    id = office.lump_sum(staff, request().relief_case);
    approve();
  }
};

TEST_F(SecondOrderTest, ABatchIsSettledOnceNothingOfItIsExpected) {
  const auto batch = payment().batch;
  const auto state = [&] {
    return read([&](storage::Transaction& tx) { return storage::find_batch(tx, batch).state; });
  };
  EXPECT_EQ(state(), storage::BatchState::ordered);
  office.statement(bank, {{payment().reference, "-700.00"}});
  EXPECT_EQ(state(), storage::BatchState::settled);
}

TEST_F(SecondOrderTest, AFailedPaymentThatWasDebitedIsntOrderedAgain) {
  const auto reference = payment().reference;
  fail();
  office.statement(bank, {{reference, "-700.00"}});
  ASSERT_EQ(exceptions().size(), 1U);
  EXPECT_EQ(exceptions()[0].code, "DEBITED_AFTER_FAILURE");
  EXPECT_EQ(items_of_the_last_line().find(payment().id.text()), 0U);

  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict);
  EXPECT_EQ(payment().status, PaymentStatus::failed);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, ItIsOrderedAgainOnceTheMoneyIsBack) {
  const auto reference = payment().reference;
  fail();
  office.statement(bank, {{reference, "-700.00"}});
  const auto items = items_of_the_last_line();
  office.statement(bank, {{"NOTPROVIDED", "700.00"}});
  const auto receipt = items_of_the_last_line();
  office.sign({payer}, [&](Work& work) {
    return identify_receipt(work, {.receipt = ReceiptId{receipt},
                                   .amount = {},
                                   .as = ClaimId{items.substr(items.find("clm_"))}});
  });
  order();
  EXPECT_EQ(payment().status, PaymentStatus::ordered);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, AnOrderOfWhichSomethingElseWasDebitedHasntFailed) {
  office.statement(bank, {{payment().reference, "-760.00"}});
  ASSERT_EQ(exceptions().size(), 1U);
  EXPECT_EQ(exceptions()[0].code, "AMOUNT_DIFF");
  EXPECT_EQ(refusal([&] { fail(); }), Errc::conflict);
  EXPECT_EQ(payment().status, PaymentStatus::ordered);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, TheFirstOrdersDebitDoesntSettleTheSecond) {
  const auto reference = payment().reference;
  fail();
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "no statement covers the day yet";
  office.statement(bank, {});
  order();
  office.statement(bank, {{reference, "-700.00"}});
  ASSERT_EQ(exceptions().size(), 1U);
  EXPECT_EQ(exceptions()[0].code, "DEBITED_AFTER_FAILURE");
  EXPECT_EQ(payment().status, PaymentStatus::ordered);

  fail();  // It can still be stopped.
  EXPECT_EQ(payment().status, PaymentStatus::failed);
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, KeepsTheReferencesOfItsEarlierOrders) {
  const auto first = payment().reference;
  fail();
  office.statement(bank, {});
  order();
  ASSERT_NE(payment().reference, first);
  EXPECT_EQ(
      read([&](storage::Transaction& tx) { return storage::earlier_references(tx, payment()); }),
      std::vector{first});
  const auto table = read([&](storage::Transaction& tx) {
    return reports::run(tx, reports::find_report("payment-register"), {.lang = "en"});
  });
  EXPECT_EQ(std::get<std::string>(table.rows.at(0).at(4)), first);
}

TEST_F(SecondOrderTest, AnotherAccountDoesntMakeItAnotherPayment) {
  const auto reference = payment().reference;
  fail();
  Asked asked;
  asked.payout = Payout{
      .method = PayoutMethod::bank, .iban = "AZ63CTRE00000000000000014004", .holder = std::nullopt};
  office.run(staff, [&](Work& work) { return amend_request(work, id, asked); });
  approve();
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "no statement covers the day yet";
  office.statement(bank, {{reference, "-700.00"}});
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "the old account has the money";
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, AnotherRequestForTheSameDecisionDoesntMakeItAnotherPayment) {
  const auto reference = payment().reference;
  fail();
  ask_anew();
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "no statement covers the day yet";
  office.statement(bank, {{reference, "-700.00"}});
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "the person has the money of the first";
  EXPECT_EQ(request().status, RequestStatus::approved);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, AnotherRequestIsOrderedOnceTheFirstIsSeenNotToBePaid) {
  fail();
  ask_anew();
  office.statement(bank, {});
  order();
  EXPECT_EQ(request().status, RequestStatus::ordered);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, ACancelledBatchThatWasExportedMayBeCarriedOutAllTheSame) {
  const auto reference = payment().reference;
  export_it();
  cancel();
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "no statement covers the day yet";
  office.statement(bank, {{reference, "-700.00"}});
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "the bank carried it out";
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, ACancelledBatchIsOrderedAgainOnceItIsSeenNotToBePaid) {
  export_it();
  cancel();
  office.statement(bank, {});
  order();
  EXPECT_EQ(payment().status, PaymentStatus::ordered);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, WhatCameBackAndFailedTheSecondTimeWaitsForTheBankToo) {
  const auto reference = payment().reference;
  office.statement(bank, {{reference, "-700.00"}});
  office.statement(bank, {{reference, "700.00"}});
  office.now += std::chrono::days{1};
  order();
  fail();
  ASSERT_EQ(payment().status, PaymentStatus::returned);
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict) << "no statement covers the day yet";
  office.statement(bank, {});
  order();
  EXPECT_EQ(payment().status, PaymentStatus::ordered);
  expect_the_log_agrees();
}

TEST_F(SecondOrderTest, ABatchThatWasNeverExportedIsOrderedAgainAtOnce) {
  cancel();
  order();
  EXPECT_EQ(payment().status, PaymentStatus::ordered);
  expect_the_log_agrees();
}

}  // namespace
}  // namespace relief::test
