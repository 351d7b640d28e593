#include <gtest/gtest.h>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/cancel_batch.h"
#include "ledger/cases/cancel_remainder.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/explain_claim.h"
#include "ledger/cases/export_batch.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/give_up_payment.h"
#include "ledger/cases/identify_receipt.h"
#include "ledger/cases/order_batch.h"
#include "ledger/cases/order_transfer.h"
#include "ledger/cases/return_receipt.h"
#include "ledger/cases/withdraw_request.h"
#include "ledger/cases/write_off_claim.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/open_items.h"
#include "ledger/storage/payments.h"
#include "tests/ledger/audit/claim_frauds.h"
#include "tests/support/office/office.h"
#include "tests/verifier/both_verifiers.h"

namespace relief::audit::test {
namespace {

using relief::test::Colleague;
using relief::test::Office;

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

/// A real log in which a bank debited what nobody had ordered, and people said what it was.
class ClaimedOffice {
 public:
  ClaimedOffice() { office.give(fund, bank, "5000.00"); }

  storage::Payment payment(const RequestId& request) {
    return office.context().database.read([&](storage::Transaction& tx) {
      return storage::find_payments(tx, {.request = request.text()}).back();
    });
  }
  /// The newest open item of an account.
  std::string last_of(const std::string& account) {
    return office.context().database.read([&](storage::Transaction& tx) {
      return storage::open_items(tx, {.account = account, .limit = 100}).back().item;
    });
  }
  void approve(const RequestId& id) {
    for (const auto* who : {&approver, &second_approver}) {
      office.sign({*who}, [&](Work& work) { return approve_request(work, id); });
    }
  }
  RequestId approved(const std::string& fin) {
    const auto id = office.lump_sum(staff, fin);
    approve(id);
    return id;
  }
  /// Another request for the decision of one that was withdrawn.
  RequestId approved_anew(const RequestId& withdrawn) {
    const auto relief_case = office.context().database.read(
        [&](storage::Transaction& tx) { return storage::find_request(tx, withdrawn).relief_case; });
    const auto id = office.lump_sum(staff, relief_case);
    approve(id);
    return id;
  }
  /// Answers the number of the payment's record.
  std::uint64_t order(const RequestId& id) {
    const auto ordered = office.sign({payer}, [&](Work& work) {
      return order_batch(work, {.requests = {id}, .place = bank, .execution_date = work.today()});
    });
    return ordered.at("seq").get<std::uint64_t>() + 1;
  }
  void cancel_exported(const RequestId& id) {
    const auto batch = payment(id).batch;
    office.run(payer,
               [&](Work& work) { return export_batch(work, batch, ExportFormat::pain001_v09); });
    office.sign({payer, approver}, [&](Work& work) { return cancel_batch(work, batch); });
  }
  /// What somebody does who holds the database, to hide from the program what the log knows.
  void edit(const std::string& statement) {
    const auto connection = storage::connect(office.conninfo());
    storage::run(connection.get(), "set session_replication_role = replica; " + statement);
  }
  void fail(const RequestId& id) {
    office.sign({payer, approver},
                [&](Work& work) { return fail_payment(work, payment(id).id, "AC04"); });
  }
  void withdraw(const RequestId& id) {
    office.run(staff, [&](Work& work) { return withdraw_request(work, id, "moved"); });
  }
  void debited(const std::string& reference, const std::string& amount) {
    office.statement(bank, {{reference, "-" + amount}});
  }
  void explain(decltype(Explanation::as) as, std::optional<Money> amount = {}) {
    const Explanation input{
        .claim = ClaimId{last_of("1200")}, .amount = std::move(amount), .as = std::move(as)};
    office.sign({payer, approver}, [&](Work& work) { return explain_claim(work, input); });
  }
  void write_off() {
    const WriteOff input{.claim = ClaimId{last_of("1200")}, .fund = fund, .amount = {}};
    office.sign({payer, approver}, [&](Work& work) { return write_off_claim(work, input); });
  }
  TransferId transfer(const std::string& amount) {
    const NewTransfer input{.fund = fund,
                            .from = bank,
                            .to = other_bank,
                            .amount = Money::parse(amount, currency("AZN"))};
    return TransferId{
        office
            .sign({payer, approver}, [&](Work& work) { return order_transfer(work, input); })["id"]
            .get<std::string>()};
  }
  ReceiptId sent_back(const std::string& amount) {
    office.statement(bank, {{"NOTPROVIDED", amount}});
    const ReceiptId id{last_of("2200")};
    office.sign({payer}, [&](Work& work) { return return_receipt(work, id); });
    return id;
  }

  Office office;
  OrganisationId shelter = office.shelter("Harbour");
  Colleague staff = office.hire("staff", Role::shelter, shelter);
  Colleague approver = office.hire("a", Role::approver);
  Colleague second_approver = office.hire("b", Role::approver);
  Colleague payer = office.hire("c", Role::treasurer);
  PlaceId bank = office.bank("AZ48CTRE00000000000000014001");
  PlaceId other_bank = office.bank("AZ63CTRE00000000000000014004");
  FundId fund = office.fund("general");
};

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

TEST(BothVerifiersTest, FollowPaymentsThatAreBookedInPartAndComeBackInPart) {
  ClaimedOffice desk;
  const auto cut = desk.approved("5AZ1111"), failed = desk.approved("5AZ2222");
  const auto moves_in_part = [&](const RequestId& id, const std::string& back) {
    desk.order(id);
    desk.debited("NOTPROVIDED", "300.00");
    desk.explain(desk.payment(id).id);
    desk.office.statement(desk.bank, {{"NOTPROVIDED", back}});
    const Identification input{
        .receipt = ReceiptId{desk.last_of("2200")}, .amount = {}, .as = desk.payment(id).id};
    desk.office.sign({desk.payer}, [&](Work& work) { return identify_receipt(work, input); });
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
