#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/cases/amend_request.h"
#include "ledger/cases/explain_claim.h"
#include "ledger/cases/withdraw_request.h"
#include "ledger/cases/write_off_claim.h"
#include "ledger/storage/open_items.h"
#include "tests/ledger/cases/payments_office.h"

namespace relief::test {

/// A bank that debits what nobody ordered.
class ClaimsOffice : public PaymentsOffice {
 protected:
  ClaimsOffice() {
    office.database.change([&](storage::Transaction& tx) {
      storage::insert(tx,
                      {.id = other_bank,
                       .type = storage::PlaceType::bank,
                       .currency = &office.azn,
                       .organisation = {},
                       .name = "Other bank",
                       .iban = "AZ96AZEJ00000000001234567890"},
                      0);
      return true;
    });
  }

  void post(const std::vector<Line>& lines) {
    office.run(treasurer, [&](Work& work) {
      return Facts{{"seq", work.append(ReliefOffice::bank_line(work.today(), lines))}};
    });
  }
  ClaimId claim(std::string_view amount) { return claim_at(office.bank, amount); }
  ClaimId claim_at(const PlaceId& place, std::string_view amount) {
    const auto id = ClaimId::random(office.entropy);
    post(pair("1200", "1100", place.text(), unassigned_fund, id.text(), azn(amount)));
    return id;
  }
  Facts explain(const Explanation& input) {
    return office.run_signed(treasurer, [&](Work& work) { return explain_claim(work, input); });
  }
  Facts write_off(const WriteOff& input) {
    return office.run_signed(treasurer, [&](Work& work) { return write_off_claim(work, input); });
  }
  WriteOff loss(const ClaimId& id, std::optional<Money> amount = {}) {
    return {.claim = id, .fund = office.general, .amount = std::move(amount)};
  }
  /// What was refused, and at which field.
  template <class Action>
  std::pair<Errc, std::string> refused(Action action) {
    const auto error = fault(action);
    return {error.code(), error.faults().empty() ? "" : error.faults().front().pointer};
  }
  std::string open(const std::string& account, const std::string& item) {
    return office.database.read([&](storage::Transaction& tx) {
      const auto found = storage::find_item(tx, account, item);
      return found ? found->amount.decimal() : "none";
    });
  }
  std::string balance(const std::string& account) {
    return office.database.read([&](storage::Transaction& tx) {
      std::string sum;
      tx.sql() << "select coalesce(sum(amount), 0)::text from posting where account = :account",
          storage::in(account, "account"), soci::into(sum);
      return Money::of_units(sum, office.azn).decimal();
    });
  }

  /// A request whose payment failed before the bank booked anything.
  RequestId failed(const std::string& decision) {
    const auto id = ready(decision);
    order({id});
    fail(payment(id).id);
    return id;
  }
  void withdraw(const RequestId& id) {
    office.run(office.shelter, [&](Work& work) { return withdraw_request(work, id, "moved"); });
  }
  void change_payout(const RequestId& id) {
    Asked asked;
    asked.payout =
        Payout{.method = PayoutMethod::bank, .iban = "AZ64CTRE00000000000000014004", .holder = {}};
    office.run(office.shelter, [&](Work& work) { return amend_request(work, id, asked); });
  }

  PlaceId other_bank{PlaceId::random(office.entropy)};
};

}  // namespace relief::test
