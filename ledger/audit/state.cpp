#include "ledger/audit/state.h"

#include <algorithm>
#include <tuple>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/request_limits.h"
#include "ledger/base/error.h"

namespace relief::audit {
namespace {

using Spot = std::tuple<std::string, std::string, std::string, std::string, std::string_view>;

/// What is moved where: the lines of the same place in the books together, those of nothing left
/// out.
std::map<Spot, Money::Units> effect_of(const std::vector<Line>& lines) {
  std::map<Spot, Money::Units> effect;
  for (const auto& line : lines) {
    effect[{line.account, line.place, line.fund, line.item, line.amount.currency().code}] +=
        line.amount.units();
  }
  std::erase_if(effect, [](const auto& each) { return each.second == 0; });
  return effect;
}

Money open_of(const State& state, const char* account, const PaymentTerms& terms) {
  const ItemKey key{.account = account, .place = terms.place, .item = terms.payment};
  return {-state.book.item(key), *state.places.at(terms.place).currency};
}

}  // namespace

Money ordered_of(const State& state, const Payment& payment) {
  return open_of(state, "2110", payment.terms);
}

Money owed_of(const State& state, const Payment& payment) {
  return open_of(state, "2100", payment.terms);
}

bool moves(const std::optional<Entry>& entry, const std::vector<Line>& lines) {
  return entry && effect_of(entry->lines) == effect_of(lines);
}

void check_release(const State& state, const Taken& taken, const Request& request) {
  const auto id = Fields{taken.record.fields}.text("request");
  const ItemKey key{.account = "9200", .place = request.place, .item = id};
  const Money reserved{-state.book.item(key), request.money->currency()};
  const auto& entry = taken.record.entry;
  const bool released =
      reserved.is_zero()
          ? !entry
          : moves(entry, pair("9200", "9100", request.place, request.fund, id, reserved));
  require(released, Errc::refused, "what was reserved for a request is released in full");
}

void check_terms(const State& state, const Taken& taken, const Request& request) {
  check_sources(state, request);
  const auto terms = state.terms.find(request.fund);
  if (terms == state.terms.end()) return;
  require_fits(terms->second, {.purpose = request.purpose,
                               .amount = *request.money,
                               .on = day_in_baku(taken.envelope.at),
                               .group = state.cases.at(request.relief_case).group});
}

void check_limit(State& state, const std::string& id, const Request& request) {
  if (request.recognition.empty()) return;
  // What was paid before a limit was adopted counts against it too.
  auto& requests = state.paid[{request.recognition, request.purpose}];
  requests.insert(id);
  const auto limit = state.rulebook.purpose(request.purpose).limit_per_recognition;
  if (!limit) return;
  const auto is_paid = [&](const std::string& each) {
    const auto& payments = state.requests.at(each).payments;
    return each == id || std::ranges::any_of(payments, [&](const std::string& payment) {
             const auto& found = state.payments.at(payment);
             return pays(found) || found.status == RequestStatus::returned || found.out > 0;
           });
  };
  require(std::ranges::count_if(requests, is_paid) <= *limit, Errc::refused,
          "this was paid for the same recognition before");
}

bool pays(const Payment& payment) {
  return payment.status == RequestStatus::ordered || payment.status == RequestStatus::paid;
}

std::string place_in(const std::optional<Entry>& entry, std::string_view account) {
  require(entry.has_value(), Errc::refused, "what becomes of money is booked");
  const auto line = std::ranges::find(entry->lines, account, &Line::account);
  require(line != entry->lines.end(), Errc::refused,
          "an entry lacks the account that its record is about");
  return line->place;
}

Request& request_of(State& state, const Taken& taken) {
  return known(state.requests, Fields{taken.record.fields}.text("request"),
               "the log knows no such request");
}

Request& standing_request(State& state, const Taken& taken) {
  auto& request = request_of(state, taken);
  require(Fields{taken.record.fields}.number("version") == request.version, Errc::refused,
          "the record is about another version of the request than the one that stands");
  return request;
}

}  // namespace relief::audit
