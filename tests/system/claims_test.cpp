#include <array>

#include <gtest/gtest.h>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/explain_claim.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/write_off_claim.h"
#include "ledger/storage/account_balance.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/open_items.h"
#include "reconciliation/claims.h"
#include "reconciliation/reconcile.h"
#include "tests/support/refusal.h"
#include "tests/system/one_request.h"

namespace relief::test {
namespace {

using storage::PaymentStatus;

/// A payment that the bank refused, and debited after all.
class DebitAfterFailureTest : public OneRequestTest {
 protected:
  DebitAfterFailureTest() {
    office.give(fund, bank, "2000.00");
    approve();
    order();
    const auto reference = payment().reference;
    office.sign({payer, approver},
                [&](Work& work) { return fail_payment(work, payment().id, "AC04"); });
    office.statement(bank, {{reference, "-700.00"}});
  }

  storage::OpenItem claim() {
    return read([&](storage::Transaction& tx) {
      return storage::open_items(tx, {.account = "1200", .limit = 10}).at(0);
    });
  }
  std::string balance(const std::string& account) {
    return read([&](storage::Transaction& tx) {
      const auto all = storage::account_balances(
          tx, {.account = account, .place = {}, .fund = {}, .as_of = day_in_baku(office.now)});
      return all.empty() ? std::string{"none"} : all.front().decimal();
    });
  }

  void explain() {
    const Explanation input{.claim = ClaimId{claim().item}, .amount = {}, .as = payment().id};
    office.sign({payer, approver}, [&](Work& work) { return explain_claim(work, input); });
  }
  void write_off() {
    const WriteOff input{.claim = ClaimId{claim().item}, .fund = fund, .amount = {}};
    office.sign({payer, approver}, [&](Work& work) { return write_off_claim(work, input); });
  }
};

TEST_F(DebitAfterFailureTest, IsFoundWithWhereItCameFrom) {
  const auto open = claim();
  EXPECT_EQ(open.amount.decimal(), "700.00");
  const auto origin =
      read([&](storage::Transaction& tx) { return reconciliation::origin_of(tx, open); });
  EXPECT_TRUE(origin.statement.has_value());
  EXPECT_EQ(origin.line, 1);
  EXPECT_EQ(origin.code, "DEBITED_AFTER_FAILURE");
  EXPECT_EQ(origin.orders, std::vector{payment().id.text()});
  read([&](storage::Transaction& tx) {
    const auto row = reconciliation::find_exception(tx, origin.exception.value());
    EXPECT_EQ(row.statement, origin.statement);
    EXPECT_EQ(row.line, origin.line);
    return true;
  });
}

TEST_F(DebitAfterFailureTest, PaysTheRequestOnceItIsExplained) {
  EXPECT_EQ(balance("5100"), "0.00");
  EXPECT_EQ(balance("1200"), "700.00");
  explain();
  EXPECT_EQ(request().status, RequestStatus::paid);
  EXPECT_EQ(payment().status, PaymentStatus::paid);
  EXPECT_EQ(balance("5100"), "700.00");
  EXPECT_EQ(balance("1200"), "0.00");
  EXPECT_EQ(balance("9200"), "0.00");
  EXPECT_EQ(balance("1100"), "1300.00");
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict);
  expect_the_log_agrees();
}

TEST_F(DebitAfterFailureTest, LeavesBooksAndBankAsOne) {
  explain();
  const auto auditor = office.hire("auditor", Role::auditor);
  const auto prepared = office.run(payer, [&](Work& work) {
    return reconciliation::prepare_reconciliation(work, bank, work.today());
  });
  EXPECT_EQ(prepared.at("difference").at("amount"), "0.00");
  office.sign({payer, auditor}, [&](Work& work) {
    return reconciliation::sign_reconciliation(work, ReconciliationId{prepared.at("id")});
  });
  expect_the_log_agrees();
}

TEST_F(DebitAfterFailureTest, LetsTheRequestBeOrderedAgainOnceItIsWrittenOff) {
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict);
  write_off();
  EXPECT_EQ(balance("5900"), "700.00");
  EXPECT_EQ(request().status, RequestStatus::approved);
  order();
  office.statement(bank, {{payment().reference, "-700.00"}});
  EXPECT_EQ(request().status, RequestStatus::paid);
  EXPECT_EQ(balance("1100"), "600.00");
  expect_the_log_agrees();
}

TEST_F(DebitAfterFailureTest, PaysNobodyAgainByALaterVersion) {
  Asked asked;
  asked.payout = Payout{
      .method = PayoutMethod::bank, .iban = "AZ64CTRE00000000000000014004", .holder = std::nullopt};
  office.run(staff, [&](Work& work) { return amend_request(work, id, asked); });
  explain();
  EXPECT_EQ(request().status, RequestStatus::submitted) << "it is as it was";
  EXPECT_EQ(payment().status, PaymentStatus::paid);
  approve();
  EXPECT_EQ(refusal([&] { order(); }), Errc::conflict);
  expect_the_log_agrees();
}

TEST_F(DebitAfterFailureTest, MayComeBackAndGoOutAgainLikeAnyPayment) {
  const auto reference = payment().reference;
  explain();
  office.statement(bank, {{reference, "700.00"}});
  EXPECT_EQ(request().status, RequestStatus::returned);
  order();
  office.statement(bank, {{payment().reference, "-700.00"}});
  EXPECT_EQ(request().status, RequestStatus::paid);
  EXPECT_EQ(payment().booked.decimal(), "1400.00");
  EXPECT_EQ(balance("5100"), "700.00");
  expect_the_log_agrees();
}

TEST_F(DebitAfterFailureTest, IsExplainedOnlyAsTheLogSays) {
  explain();
  expect_the_log_agrees();
  const auto connection = storage::connect(office.conninfo());
  constexpr std::array edits{
      std::pair{"payment", "booked = booked - amount"},
      std::pair{"payment", "status = 'failed'"},
      std::pair{"payment", "expensed_on = expensed_on - 1"},
      std::pair{"request", "status = 'approved'"},
      std::pair{"open_item", "amount = 70000 where account = '1200'"},
  };
  for (const auto& [table, edit] : edits) {
    const std::string name{table};
    storage::run(connection.get(), "create table kept as table " + name);
    storage::run(connection.get(), "update " + name + " set " + edit);
    EXPECT_FALSE(verdict().holds()) << edit;
    storage::run(connection.get(), "set session_replication_role = replica; delete from " + name +
                                       "; insert into " + name +
                                       " table kept; set session_replication_role = origin");
    storage::run(connection.get(), "drop table kept");
  }
  expect_the_log_agrees();
}

}  // namespace
}  // namespace relief::test
