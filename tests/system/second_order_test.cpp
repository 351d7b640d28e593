#include <gtest/gtest.h>

#include "ledger/audit/verify_database.h"
#include "ledger/cases/amend_request.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/identify_receipt.h"
#include "ledger/cases/order_batch.h"
#include "ledger/storage/batches.h"
#include "ledger/storage/payments.h"
#include "ledger/storage/requests.h"
#include "reconciliation/store.h"
#include "reports/reports.h"
#include "tests/support/office/office.h"
#include "tests/support/refusal.h"

namespace relief::test {
namespace {

using storage::PaymentStatus;

/// A lump sum that was ordered, and that may have reached the person in spite of what the bank
/// says.
class SecondOrderTest : public ::testing::Test {
 protected:
  SecondOrderTest() {
    office.give(fund, bank, "2000.00");
    office.now +=
        std::chrono::days{1};  // The bank has told of no day on which anything is ordered.
    approve();
    order();
  }

  template <class Read>
  auto read(Read look) {
    return office.context().database.read(look);
  }
  storage::Request request() {
    return read([&](storage::Transaction& tx) { return storage::find_request(tx, id); });
  }
  storage::Payment payment() {
    return read([&](storage::Transaction& tx) {
      return *storage::find_payment_of(tx, id, request().version);
    });
  }
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

  void approve() {
    for (const auto* who : {&approver, &second_approver}) {
      office.sign({*who}, [&](Work& work) { return approve_request(work, id); });
    }
  }
  void order() {
    office.sign({payer}, [&](Work& work) {
      return order_batch(work, {.requests = {id}, .place = bank, .execution_date = work.today()});
    });
  }
  void fail() {
    office.sign({payer, approver},
                [&](Work& work) { return fail_payment(work, payment().id, "AC04"); });
  }
  void expect_the_log_agrees() {
    const auto found =
        audit::verify_database(office.context().database, audit::parse_policy(office.policy()));
    EXPECT_TRUE(found.holds()) << audit::to_text(found);
  }

  Office office;
  OrganisationId shelter = office.shelter("Harbour");
  Colleague staff = office.hire("staff", Role::shelter, shelter);
  Colleague approver = office.hire("a", Role::approver);
  Colleague second_approver = office.hire("b", Role::approver);
  Colleague payer = office.hire("c", Role::treasurer);
  PlaceId bank = office.bank("AZ48CTRE00000000000000014001");
  FundId fund = office.fund("general");
  RequestId id = office.lump_sum(staff, "5AZ1234");
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

}  // namespace
}  // namespace relief::test
