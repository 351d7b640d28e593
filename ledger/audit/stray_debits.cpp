#include "ledger/audit/stray_debits.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/base/error.h"

namespace relief::audit {

namespace {

/// The payments that an item of a line stands for: itself, or all that were ordered in a batch.
std::vector<std::string> payments_named(const State& state, const std::string& item) {
  if (state.payments.contains(item)) return {item};
  std::vector<std::string> payments;
  const auto batch = state.batches.find(item);
  if (batch == state.batches.end()) return payments;
  payments.reserve(batch->second.lines.size());
  for (const auto& line : batch->second.lines) payments.push_back(line.payment.text());
  return payments;
}

}  // namespace

void note_stray(State& state, const Taken& taken) {
  const auto& lines = taken.record.entry->lines;
  if (std::ranges::find(lines, "2110", &Line::account) != lines.end()) return;
  const auto code = Fields{taken.record.fields}.text_if_any("code");
  for (const auto& line : lines) {
    if (line.account != "1200" || line.amount.is_negative()) continue;
    for (const auto& item : taken.record.fields.at("items")) {
      require(item.is_string(), Errc::malformed, "a line names its items by their identifiers");
      for (const auto& payment : payments_named(state, item.get<std::string>())) {
        state.payments.at(payment).strays.push_back(
            {.claim = {.account = "1200", .place = line.place, .item = line.item}, .code = code});
      }
    }
  }
}

std::vector<std::string> unexplained(const State& state, const Payment& payment) {
  std::vector<std::string> codes;
  for (const auto& stray : payment.strays) {
    if (state.book.item(stray.claim) != 0) codes.push_back(stray.code);
  }
  return codes;
}

namespace {

/// Checks that the bank's statements show that this payment, of whatever request, didn't go out.
void check_silence_of(const State& state, const Payment& payment) {
  require(unexplained(state, payment).empty(), Errc::refused,
          "a payment is ordered while a debit that names it, or an earlier one of its request or "
          "decision, is unexplained");
  const auto& batch = state.batches.at(payment.batch);
  const bool unsent = batch.cancelled && !batch.exported;
  if (pays(payment) || unsent) return;
  require(state.places.at(batch.place).told_until >= batch.date, Errc::refused,
          "a payment that failed, came back, or was cancelled after its export, is ordered again "
          "before a statement covers the day on which it was to be paid");
}

}  // namespace

void check_silence(const State& state, const Request& request) {
  for (const auto& id : request.payments) {
    const auto& payment = state.payments.at(id);
    check_silence_of(state, payment);
    // Such a one came back before the request was changed, unless a late debit paid it after all.
    require(payment.version == request.version || (!pays(payment) && payment.out == 0),
            Errc::refused,
            "a request is paid again while an earlier payment of it reached the person, or is on "
            "its way");
  }
  if (!state.rulebook.purpose(request.purpose).limit_per_recognition) return;
  const auto besides = state.paid.find({request.recognition, request.purpose});
  if (request.recognition.empty() || besides == state.paid.end()) return;
  for (const auto& other : besides->second) {
    for (const auto& id : state.requests.at(other).payments) {
      check_silence_of(state, state.payments.at(id));
    }
  }
}

}  // namespace relief::audit
