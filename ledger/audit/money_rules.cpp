#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/state.h"
#include "ledger/base/error.h"
#include "ledger/books/record_kinds.h"

namespace relief::audit {
namespace {

void receipt_announced(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto& source = state.rulebook.source(fields.text("source"));
  const auto gift = fields.text("gift");
  require(taken.record.clause == source.clause, Errc::refused,
          "a gift names the clause of its source");
  for (const auto& needed : source.evidence) {
    require(std::ranges::any_of(taken.record.fields.at("evidence"),
                                [&](const auto& each) { return each.at("kind") == needed; }),
            Errc::refused, "a gift lacks evidence that its source needs");
  }
  require_below(ceiling_of_source(state.rulebook, source.code), fields.money(), "/money");
  require(moves(taken.record.entry, pair("1150", source.income_account, fields.text("place"),
                                         fields.text("fund"), gift, fields.money())),
          Errc::refused, "an announced gift is booked as such, in full");
  state.gifts.announce(gift, source);
}

void transfer_ordered(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto transfer = fields.text("transfer");
  const auto fund = fields.text("fund");
  const auto from = fields.text("place");
  const auto to = fields.text("to_place");
  const auto& place = known(state.places, to, "the money goes to a place that nobody opened");
  require(from != to && *place.currency == fields.money().currency(), Errc::refused,
          "a transfer goes to another place of the same currency");
  require(fund != unassigned_fund, Errc::refused, "nobody's money isn't transferred");
  require(transfer.starts_with(TransferTag::prefix) && state.transfers.insert(transfer).second,
          Errc::refused, "a transfer is ordered once, under a name of its own");
  require(moves(taken.record.entry, pair("1160", "2110", from, fund, transfer, fields.money())),
          Errc::refused, "an ordered transfer is booked as such, in full");
}

void entry_reversed(State& state, const Taken& taken) {
  const auto seq = Fields{taken.record.fields}.number("reversed");
  require(seq < taken.envelope.seq, Errc::refused, "what is reversed lies before the reversal");
  require(state.reversed.insert(seq).second, Errc::refused, "an entry is reversed once");
  const auto json = nlohmann::json::parse(state.sources.record(seq));
  const auto original = record_of(json, [&](const std::string& place) -> const Currency& {
    return *known(state.places, place, "what is reversed names an unknown place").currency;
  });
  require(record_kind(original.record.kind).reversible && original.record.entry, Errc::refused,
          "this kind of record isn't undone by a reversal");
  const auto& entry = taken.record.entry;
  require(entry && entry->lines == mirrored(*original.record.entry, entry->on).lines, Errc::refused,
          "a reversal mirrors all the lines of its entry");
}

void period_closed(State& state, const Taken& taken) {
  state.closing.close(Fields{taken.record.fields}.text("period"), day_in_baku(taken.envelope.at));
}

/// All that the year came to goes forward, on its last day (E25).
void year_closed(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  require(fields.number("year") <= 9999, Errc::malformed, "a year has four digits");
  const auto year = static_cast<int>(fields.number("year"));
  const Date last{std::chrono::year{year} / std::chrono::December / 31};
  const auto lines = state.closing.year_end(year, fields.text_if_any("fund"));
  require(last < day_in_baku(taken.envelope.at), Errc::refused,
          "a year is closed before it is over");
  require(!lines.empty() && moves(taken.record.entry, lines) && taken.record.entry->on == last,
          Errc::refused, "a closed year carries forward what it came to, and nothing else");
}

void exception_raised(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto statement = fields.text_if_any("statement");
  require(statement.empty() || state.statements.contains(statement), Errc::refused,
          "an exception is raised about a statement that nobody took");
  introduce(state.exceptions, fields.text("exception"), false, "an exception is raised twice");
}

void exception_resolved(State& state, const Taken& taken) {
  auto& resolved = known(state.exceptions, Fields{taken.record.fields}.text("exception"),
                         "an exception is resolved that nobody raised");
  require(!resolved, Errc::refused, "an exception is resolved once");
  resolved = true;
}

void check_passed(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto size = fields.number("size");
  require(size <= taken.envelope.seq && state.roots.at(size) == fields.hash("root"), Errc::refused,
          "the log that passed a check isn't this one");
}

void witness_missed(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto size = fields.number("size");
  require(size <= taken.envelope.seq && fields.number("witnessed") <= size &&
              state.roots.at(size) == fields.hash("root"),
          Errc::refused, "the head that witnesses missed isn't one of this log");
}

/// Every signed kind of the closed list has its row, also those that nothing else is known of.
constexpr std::array money_rules{
    Rule{"check.passed", "", check_passed},
    Rule{"conversion.ordered", "conversion", nullptr, true},
    Rule{"entry.posted", "manual_entry", nullptr, true},
    Rule{"entry.reversed", "reversal", entry_reversed, true},
    Rule{"exception.raised", "", exception_raised},
    Rule{"exception.resolved", "exception", exception_resolved},
    Rule{"fund.shifted", "fund_shift", nullptr, true},
    Rule{"match.undone", "match_undone", nullptr, true},
    Rule{"period.closed", "period", period_closed},
    Rule{"property.received", "property", nullptr, true},
    Rule{"property.restored", "property_restored", nullptr, true},
    Rule{"property.sold", "property", nullptr, true},
    Rule{"property.valued", "property", nullptr, true},
    Rule{"receipt.announced", "", receipt_announced, true},
    Rule{"repayment.ordered", "repayment", nullptr, true},
    Rule{"transfer.ordered", "transfer", transfer_ordered, true},
    Rule{"witness.missed", "", witness_missed},
    Rule{"year.closed", "year", year_closed, true},
};

}  // namespace

std::span<const Rule> rules_of_money() { return money_rules; }

}  // namespace relief::audit
