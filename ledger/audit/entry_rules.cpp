#include "ledger/audit/entry_rules.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "ledger/base/error.h"
#include "ledger/books/account.h"

namespace relief::audit {
namespace {

/// Books of before the log's time come in as they were.
bool is_history(const Record& record) { return record.kind.starts_with("history."); }

void check_setting(State& state, const Entry& entry) {
  for (const auto& line : entry.lines) {
    require(line.fund == unassigned_fund || state.funds.contains(line.fund), Errc::refused,
            "an entry is of a fund that nobody opened");
  }
  state.closing.take(entry);
}

/// People can't move what is at a place: only the bank, or a count, says that it moved.
void check_places(const Entry& entry) {
  std::map<std::string, Money::Units> moved;
  for (const auto& line : entry.lines) {
    if (line.account == "1100") moved[line.place] += line.amount.units();
  }
  require(std::ranges::all_of(moved, [](const auto& each) { return each.second == 0; }),
          Errc::refused, "an act of people moves money that only a statement can move");
}

/// What people do counts from the day on which it is recorded; what was announced, from the day
/// that it names. Each other kind's rule says what its day is.
void check_day(const State& state, const Taken& taken, const Entry& entry) {
  if (taken.record.kind == "year.closed") return;
  if (taken.record.kind == "receipt.announced") {
    const auto day = parse_date(taken.record.fields.at("date").get<std::string>());
    return require(entry.on == day || state.closing.is_closed(day), Errc::refused,
                   "an announced gift counts from its day");
  }
  require(entry.on == day_in_baku(taken.envelope.at), Errc::refused,
          "an act counts from another day than it was recorded on");
}

/// Money is reserved for a request in full, once it has its approvals (E5).
void check_promises(const State& state, const Entry& entry) {
  for (const auto& line : entry.lines) {
    if (line.account != "9100" || line.amount.is_negative()) continue;
    const auto found = state.requests.find(line.item);
    require(found != state.requests.end() && found->second.approved, Errc::refused,
            "money is reserved for a request without the approvals that it needs");
    const auto& request = found->second;
    require(
        line.amount == *request.money && line.fund == request.fund && line.place == request.place,
        Errc::refused, "other money is reserved than was approved");
  }
}

/// Only an order makes a payment owed to the bank; what the bank undoes itself is a fact.
void check_orders(const Taken& taken, const Entry& entry) {
  if (taken.record.kind == "payment.ordered") return;
  for (const auto& line : entry.lines) {
    require(line.account != "2110" || !line.amount.is_negative() ||
                !line.item.starts_with(PaymentTag::prefix),
            Errc::refused, "a payment is ordered without an order");
  }
}

/// What follows for the request that the payment was ordered for, while it waits for the bank or
/// had its word.
void follow_request(Request& request, const Payment& payment, Instant now) {
  const bool follows =
      request.version == payment.version &&
      (request.status == RequestStatus::ordered || request.status == RequestStatus::paid ||
       request.status == RequestStatus::returned);
  if (!follows) return;
  // A payment that failed leaves the request approved, with its money reserved.
  if (payment.status == RequestStatus::failed) request.changed_at = now;
  request.status =
      payment.status == RequestStatus::failed ? RequestStatus::approved : payment.status;
}

RequestStatus status_of(const State& state, const Payment& payment) {
  if (!ordered_of(state, payment).is_zero()) return RequestStatus::ordered;
  if (!owed_of(state, payment).is_zero()) return RequestStatus::returned;
  return payment.was_booked ? RequestStatus::paid : RequestStatus::failed;
}

/// What left a place for a payment, or came back.
void follow_money(State& state, const Entry& entry) {
  for (const auto& line : entry.lines) {
    if (line.account != "1100") continue;
    state.places.at(line.place).held += line.amount.units();
    const auto payment = state.payments.find(line.item);
    if (payment != state.payments.end()) payment->second.out -= line.amount.units();
  }
}

/// Where payments stand after their open items moved. What was given up stays so until more of it
/// comes back.
void follow_payments(State& state, const Taken& taken) {
  for (const auto& line : taken.record.entry->lines) {
    if (line.account != "2110" && line.account != "2100") continue;
    const auto found = state.payments.find(line.item);
    if (found == state.payments.end()) continue;
    auto& payment = found->second;
    const bool books =
        taken.record.nature == Nature::fact && line.account == "2110" && !line.amount.is_negative();
    payment.was_booked = payment.was_booked || books;
    const auto status = status_of(state, payment);
    if (payment.status == RequestStatus::given_up && status == RequestStatus::paid) continue;
    payment.status = status;
    follow_request(state.requests.at(payment.request), payment, taken.envelope.at);
  }
}

}  // namespace

void take_entry(State& state, const Taken& taken) {
  if (!taken.record.entry) return;
  const auto& entry = *taken.record.entry;
  check_setting(state, entry);
  if (taken.record.nature == Nature::act && !is_history(taken.record)) {
    check_day(state, taken, entry);
    check_places(entry);
    check_promises(state, entry);
    check_orders(taken, entry);
  }
  state.book.post(taken.envelope.seq, entry, taken.record.nature);
  follow_money(state, entry);
  follow_payments(state, taken);
}

void check_lots(const State& state) {
  std::map<LotsKey, Money::Units> own;
  for (const auto& [key, balance] : state.book.balances) {
    if (!is_own_money(key.account) || key.fund == unassigned_fund) continue;
    own[{.fund = key.fund, .currency = key.currency}] += balance.amount;
  }
  for (const auto& [key, sum] : own) {
    require(state.book.lots.unspent(key) == sum, Errc::refused,
            "a fund's unspent gifts don't sum to its own money");
  }
}

void check_statements(const State& state) {
  for (const auto& [id, statement] : state.statements) {
    require(statement.posted == statement.count, Errc::refused,
            "a statement has lines that nobody posted");
    require(statement.told == statement.closing, Errc::refused,
            "what a place held and a statement's booked lines don't make its closing");
  }
  for (const auto& [id, acceptance] : state.acceptances) {
    require(state.statements.contains(id), Errc::refused,
            "a statement was accepted that isn't in the books");
  }
}

}  // namespace relief::audit
