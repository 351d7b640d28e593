#include "ledger/audit/stray_debits.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/base/error.h"

namespace relief::audit {

void note_stray(State& state, const Taken& taken) {
  const auto& lines = taken.record.entry->lines;
  const auto claim = std::ranges::find(lines, "1200", &Line::account);
  if (claim == lines.end() || claim->amount.is_negative() ||
      std::ranges::find(lines, "2110", &Line::account) != lines.end()) {
    return;
  }
  for (const auto& item : taken.record.fields.at("items")) {
    require(item.is_string(), Errc::malformed, "a line names its items by their identifiers");
    const auto payment = state.payments.find(item.get<std::string>());
    if (payment == state.payments.end()) continue;
    payment->second.strays.push_back(
        {.claim = claim->item, .code = Fields{taken.record.fields}.text_if_any("code")});
  }
}

std::vector<std::string> unexplained(const State& state, const Payment& payment) {
  std::vector<std::string> codes;
  for (const auto& stray : payment.strays) {
    const ItemKey claim{.account = "1200", .place = payment.terms.place, .item = stray.claim};
    if (state.book.item(claim) != 0) codes.push_back(stray.code);
  }
  return codes;
}

void check_silence(const State& state, const Request& request) {
  for (const auto& id : request.payments) {
    const auto& payment = state.payments.at(id);
    require(
        unexplained(state, payment).empty(), Errc::refused,
        "a payment is ordered while a debit that names it, or an earlier one of its request, is "
        "unexplained");
    // Such a one came back before the request was changed, unless a late debit paid it after all.
    require(payment.version == request.version || !pays(payment), Errc::refused,
            "a request is paid again while an earlier payment of it reached the person, or is on "
            "its way");
    const auto& batch = state.batches.at(payment.batch);
    if (payment.status != RequestStatus::failed || batch.cancelled) continue;
    require(
        state.places.at(batch.place).told_until >= batch.date, Errc::refused,
        "a failed payment is ordered again before a statement covers the day on which it was to "
        "be paid");
  }
}

}  // namespace relief::audit
