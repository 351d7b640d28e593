#include "ledger/audit/state.h"

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
