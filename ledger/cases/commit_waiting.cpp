#include "ledger/cases/commit_waiting.h"

#include <algorithm>

#include "ledger/cases/allocation.h"
#include "ledger/cases/decide_request.h"
#include "ledger/cases/payment_progress.h"
#include "ledger/storage/relief_cases.h"
#include "ledger/storage/request_events.h"

namespace relief {
namespace {

/// The payment of an earlier version that came back, where the request pays it anew to another
/// payout.
std::optional<storage::Payment> payment_to_release(Work& work, const storage::Request& request) {
  if (request.version == 1) return std::nullopt;
  for (auto& payment : storage::find_payments(work.tx(), {.request = request.id.text()})) {
    if (payment.version < request.version && payment.status == storage::PaymentStatus::returned &&
        !owed_of(work, payment).is_zero()) {
      return std::move(payment);
    }
  }
  return std::nullopt;
}

bool has_money(Work& work, const storage::Request& request) {
  auto available =
      work.books().available(request.fund.text(), request.place.text(), request.amount.currency());
  const auto released = payment_to_release(work, request);
  if (released && released->fund == request.fund && released->place == request.place) {
    available += owed_of(work, *released);
  }
  return available >= request.amount &&
         work.books().covers(request.place.text(), request.amount, true);
}

/// A gift's period, or the request's own time, may have ended while it waited.
bool still_fits(storage::Transaction& tx, const Rulebook& rulebook, Date today,
                const storage::Request& request) {
  const auto relief_case = storage::find_case(tx, request.relief_case);
  return may_allocate(tx, rulebook, today, want_of(relief_case, request),
                      {request.fund, request.place});
}
bool still_fits(Work& work, const storage::Request& request) {
  const auto relief_case = storage::find_case(work.tx(), request.relief_case);
  return may_allocate(work, want_of(relief_case, request), {request.fund, request.place}) &&
         !has_lapsed(work, request);
}

void reserve(Work& work, const storage::Request& request, std::uint64_t cause) {
  std::vector<std::uint64_t> causes{cause};
  if (request.approved_seq) causes.insert(causes.begin(), *request.approved_seq);
  const auto seq = work.append_by_clock({.kind = "request.allocated",
                                         .fields = {{"request", request.id.text()},
                                                    {"version", request.version},
                                                    {"fund", request.fund.text()},
                                                    {"place", request.place.text()}},
                                         .entry = commitment(work, request),
                                         .cause = std::move(causes),
                                         .rulebook = work.rulebook_version(),
                                         .clause = work.rulebook().allocation.clause});
  note_commitment(work, request, seq);
  storage::set_wait(work.tx(), request.id, storage::WaitsFor::order);
  storage::add_event(work.tx(), request.id,
                     {.version = request.version,
                      .event = storage::RequestEvent::committed,
                      .by = "clock",
                      .at = work.now(),
                      .seq = seq});
}

}  // namespace

void commit_waiting(Work& work, const std::string& fund, const std::string& place,
                    std::uint64_t cause) {
  for (const auto& request : storage::waiting_for_money(work.tx(), fund, place)) {
    // What the fund may not pay any more holds nobody up; it lapses, or is amended.
    if (!still_fits(work, request)) continue;
    if (!has_money(work, request)) return;
    reserve(work, request, cause);
  }
}

bool can_commit(Work& work, const storage::Request& request) {
  const auto before =
      storage::waiting_for_money(work.tx(), request.fund.text(), request.place.text());
  return has_money(work, request) &&
         std::ranges::none_of(before, [&](const auto& other) { return still_fits(work, other); });
}

std::vector<storage::Request> ahead_of(storage::Transaction& tx, const Rulebook& rulebook,
                                       Date today, const storage::Request& request) {
  auto ahead = storage::waiting_for_money(tx, request.fund.text(), request.place.text());
  std::erase_if(ahead, [&](const storage::Request& other) {
    return other.approved_seq >= request.approved_seq || !still_fits(tx, rulebook, today, other);
  });
  return ahead;
}

Entry commitment(Work& work, const storage::Request& request) {
  Entry entry{.on = work.today(),
              .lines = pair("9100", "9200", request.place.text(), request.fund.text(),
                            request.id.text(), request.amount)};
  if (const auto released = payment_to_release(work, request)) {
    extend(entry.lines, give_up_lines(terms_of(*released), owed_of(work, *released), work.today()));
  }
  return entry;
}

void note_commitment(Work& work, const storage::Request& request, std::uint64_t seq) {
  for (auto& payment : storage::find_payments(work.tx(), {.request = request.id.text()})) {
    if (payment.version == request.version || payment.status != storage::PaymentStatus::returned ||
        !owed_of(work, payment).is_zero()) {
      continue;
    }
    payment.status = storage::PaymentStatus::given_up;
    storage::update(work.tx(), payment);
    commit_waiting(work, payment.fund.text(), payment.place.text(), seq);
  }
}

std::optional<Entry> end_of_commitment(Work& work, const storage::Request& request) {
  const auto reserved =
      work.books().item("9200", request.place.text(), request.id.text(), request.amount.currency());
  if (reserved.is_zero()) return std::nullopt;
  return Entry{.on = work.today(),
               .lines = pair("9200", "9100", request.place.text(), request.fund.text(),
                             request.id.text(), -reserved)};
}

}  // namespace relief
