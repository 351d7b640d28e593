#include <array>

#include <gtest/gtest.h>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/file_request.h"
#include "ledger/cases/give_up_payment.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/positions.h"
#include "tests/support/refusal.h"
#include "tests/system/one_request.h"

namespace relief::test {
namespace {

std::string column_of(std::string_view edit) { return std::string{edit.substr(0, edit.find(' '))}; }

/// A lump sum that the bank gave back: the account was closed.
class ChangedPayoutTest : public OneRequestTest {
 protected:
  ChangedPayoutTest() {
    office.give(fund, bank, "700.00");
    approve();
    order();
    bank_line("-700.00");
    bank_line("700.00");
  }

  std::string available() {
    return read([&](storage::Transaction& tx) {
      return storage::positions(tx, fund.text()).front().available.decimal();
    });
  }

  void bank_line(const std::string& amount) {
    office.statement(bank, {{payment(request().version).reference, amount}});
  }
  void change_payout(const Payout& payout = {.method = PayoutMethod::bank,
                                             .iban = "AZ64CTRE00000000000000014004",
                                             .holder = std::nullopt}) {
    Asked asked;
    asked.payout = payout;
    office.run(staff, [&](Work& work) { return amend_request(work, id, asked); });
  }
  Facts give_up(int version) {
    const auto old = payment(version).id;
    return office.sign({office.first_administrator},
                       [&](Work& work) { return give_up_payment(work, old); });
  }
};

TEST_F(ChangedPayoutTest, PaysToTheNewAccountWhatCameBack) {
  ASSERT_EQ(request().status, RequestStatus::returned);
  change_payout();
  EXPECT_EQ(request().status, RequestStatus::submitted);
  EXPECT_EQ(available(), "0.00") << "what came back is owed to the person all the while";
  EXPECT_EQ(refusal([&] { give_up(1); }), Errc::conflict);

  approve();
  EXPECT_EQ(request().waits_for, storage::WaitsFor::order);
  EXPECT_EQ(payment(1).status, storage::PaymentStatus::given_up);
  EXPECT_EQ(available(), "0.00") << "and then reserved for the new order";

  order();
  bank_line("-700.00");
  EXPECT_EQ(request().status, RequestStatus::paid);
  EXPECT_NE(payment(2).id, payment(1).id);
  expect_the_log_agrees();
}

TEST_F(ChangedPayoutTest, GivesUpWhatCameBackWhenTheNewVersionIsRejected) {
  change_payout();
  office.sign({approver},
              [&](Work& work) { return reject_request(work, id, "account_of_another_person"); });
  give_up(1);
  EXPECT_EQ(request().status, RequestStatus::rejected);
  EXPECT_EQ(available(), "700.00");
  expect_the_log_agrees();
}

TEST_F(ChangedPayoutTest, LeavesTheDecisionToAnotherRequestOnceItIsGivenUp) {
  change_payout();
  office.sign({approver},
              [&](Work& work) { return reject_request(work, id, "account_of_another_person"); });
  give_up(1);
  NewRequest again{.relief_case = request().relief_case, .purpose = "lump_sum", .asked = {}};
  again.asked.payout = Payout{
      .method = PayoutMethod::bank, .iban = "AZ64CTRE00000000000000014004", .holder = std::nullopt};
  id = RequestId{office.run(staff, [&](Work& work) { return file_request(work, again); }).at("id")};
  approve();
  order();
  EXPECT_EQ(request().status, RequestStatus::ordered);
  expect_the_log_agrees();
}

TEST_F(ChangedPayoutTest, IsOnlyWhatTheLogMakesOfIt) {
  expect_the_log_agrees();
  const auto connection = storage::connect(office.conninfo());
  constexpr std::array edits{
      std::pair{"payment", "amount = amount + 100"},
      std::pair{"payment", "expensed_on = expensed_on - 1"},
      std::pair{"payment", "expense_account = '5190'"},
      std::pair{"payment", "place = 'plc_other'"},
      std::pair{"payment", "reference = 'RF18000000000000000000001'"},
      std::pair{"payment", "booked = booked + 1"},
      std::pair{"payment", "back = back - 1"},
      std::pair{"request", "method = 'cash'"},
      std::pair{"request", "organisation = 'org_other'"},
      std::pair{"request", "award = 5"},
      std::pair{"request", "recovered = 5"},
      std::pair{"request", "approved_seq = approved_seq - 1"},
      std::pair{"request", "filed_by = 'usr_other'"},
      std::pair{"request", "filed_at = filed_at - interval '1 day'"},
      std::pair{"request", "waits_for = 'order'"},
      std::pair{"relief_case", "review = 'stopped'"},
      std::pair{"relief_case", "group_code = 'children'"},
      std::pair{"batch", "ordered_at = ordered_at - interval '1 day'"},
      std::pair{"gift", "place = 'plc_other'"},
      std::pair{"batch", "state = 'cancelled'"},
  };
  for (const auto& [table, edit] : edits) {
    const std::string name{table};
    storage::run(connection.get(), "create table kept as table " + name);
    storage::run(connection.get(), "update " + name + " set " + edit);
    EXPECT_FALSE(verdict().holds()) << edit;
    storage::run(connection.get(), "update " + name + " set " + column_of(edit) + " = kept." +
                                       column_of(edit) + " from kept where kept.id = " + name +
                                       ".id");
    storage::run(connection.get(), "drop table kept");
  }
  expect_the_log_agrees();
}

TEST_F(ChangedPayoutTest, IsInCashOnlyWhereTheLogNamesABox) {
  office.box(shelter);
  change_payout({.method = PayoutMethod::cash, .iban = std::nullopt, .holder = std::nullopt});
  ASSERT_EQ(request().method, PayoutMethod::cash);
  expect_the_log_agrees();
  storage::run(storage::connect(office.conninfo()).get(), "update request set method = 'bank'");
  EXPECT_FALSE(verdict().holds());
}

TEST_F(ChangedPayoutTest, IsPaidInTheFundsName) {
  order();
  expect_the_log_agrees();
  storage::run(storage::connect(office.conninfo()).get(), "update batch set payer = 'Another'");
  EXPECT_FALSE(verdict().holds());
}

TEST_F(ChangedPayoutTest, HasTheReferencesThatTheLogCommittedTo) {
  order();
  expect_the_log_agrees();
  const auto connection = storage::connect(office.conninfo());
  const auto run = [&](const std::string& sql) { storage::run(connection.get(), sql); };
  const auto other = "'" + payment(1).reference + "X'";
  const std::string everywhere =
      "update payment_reference set reference = reference || 'X'; "
      "update vault.reference_opening set reference = reference || 'X'; "
      "update payment set reference = reference || 'X'";
  run("create table kept_payment as table payment; create table kept_line as table "
      "payment_reference; create table kept_key as table vault.reference_opening");
  for (const auto& edit :
       {std::string{"update payment set reference = (select reference from payment_reference "
                    "where reference <> payment.reference)"},
        "update payment_reference set reference = " + other + " where reference = '" +
            payment(1).reference + "'",
        everywhere, std::string{"update payment_reference set amount = amount - 1"},
        std::string{"update payment_reference set number = number + 1"},
        std::string{"delete from payment_reference"},
        std::string{"update vault.reference_opening set key = sha256(key)"}}) {
    run(edit);
    EXPECT_FALSE(verdict().holds()) << edit;
    run("update payment set reference = kept_payment.reference from kept_payment "
        "where kept_payment.id = payment.id; delete from payment_reference; insert into "
        "payment_reference table kept_line; delete from vault.reference_opening; insert into "
        "vault.reference_opening table kept_key");
  }
  expect_the_log_agrees();
}

}  // namespace
}  // namespace relief::test
