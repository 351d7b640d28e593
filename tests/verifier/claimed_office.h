#pragma once

#include <optional>
#include <string>

#include "ledger/cases/cancel_batch.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/explain_claim.h"
#include "ledger/cases/export_batch.h"
#include "ledger/cases/fail_payment.h"
#include "ledger/cases/order_batch.h"
#include "ledger/cases/order_transfer.h"
#include "ledger/cases/return_receipt.h"
#include "ledger/cases/withdraw_request.h"
#include "ledger/cases/write_off_claim.h"
#include "ledger/storage/libpq.h"
#include "ledger/storage/open_items.h"
#include "ledger/storage/payments.h"
#include "tests/support/office/office.h"

namespace relief::audit::test {

using relief::test::Colleague;
using relief::test::Office;

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

}  // namespace relief::audit::test
