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
  const auto& income = state.rulebook.source(fields.text("source")).income_account;
  require(moves(taken.record.entry, pair("1150", income, fields.text("place"), fields.text("fund"),
                                         fields.text("gift"), fields.money())),
          Errc::refused, "an announced gift is booked as such, in full");
}

void transfer_ordered(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  known(state.places, fields.text("to_place"), "the money goes to a place that nobody opened");
  require(moves(taken.record.entry, pair("1160", "2110", fields.text("place"), fields.text("fund"),
                                         fields.text("transfer"), fields.money())),
          Errc::refused, "an ordered transfer is booked as such, in full");
}

/// A cash box is counted by two of those whose box it is; a bank's file is evidence, not an act.
void check_count(const State& state, const Place& place, const Taken& taken) {
  require(taken.signers.empty() == (place.type == "bank"), Errc::refused,
          "two people sign a cash box's count, and nobody a bank's file");
  for (const auto& signer : taken.signers) {
    require(state.keyring.organisation_of(signer) == place.organisation, Errc::refused,
            "a cash box is counted by its own organisation");
  }
}

void statement_imported(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto at = fields.text("place");
  const auto& place = known(state.places, at, "the statement is of a place that nobody opened");
  check_count(state, place, taken);
  introduce(state.statements, fields.text("statement"),
            Statement{.seq = taken.envelope.seq,
                      .place = at,
                      .change = fields.money("closing") - fields.money("opening"),
                      .count = fields.number("count")},
            "a statement is imported twice");
}

void line_posted(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  auto& statement = known(state.statements, fields.text("statement"),
                          "the line is of a statement that nobody imported");
  require(taken.record.entry.has_value(), Errc::refused, "a bank's line is booked");
  auto held = known(state.places, statement.place, "the statement's place is open").held;
  if (statement.lines.empty()) statement.before = held;
  for (const auto& line : taken.record.entry->lines) {
    if (line.account != "1100") continue;
    require(line.place == statement.place, Errc::refused,
            "a bank's line moves the money of its own account only");
    held += line.amount.units();
  }
  statement.after = held;
  statement.lines.insert(fields.number("line"));
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

void reconciliation_signed(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  known(state.places, fields.text("place"), "a place is reconciled that nobody opened");
  require(fields.money("difference").is_zero() && fields.money("book") == fields.money("closing"),
          Errc::refused, "a reconciliation is signed when nothing differs");
}

void period_closed(State& state, const Taken& taken) {
  require(state.closed_periods.insert(Fields{taken.record.fields}.text("period")).second,
          Errc::refused, "a period is closed once");
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
constexpr std::array rules{
    Rule{"check.passed", "", check_passed},
    Rule{"claim.written_off", "write_off"},
    Rule{"conversion.ordered", "conversion"},
    Rule{"entry.posted", "manual_entry"},
    Rule{"entry.reversed", "reversal", entry_reversed},
    Rule{"exception.resolved", "exception"},
    Rule{"fund.shifted", "fund_shift"},
    Rule{"history.imported", "history"},
    Rule{"line.posted", "", line_posted},
    Rule{"match.undone", "match_undone"},
    Rule{"period.closed", "period", period_closed},
    Rule{"property.received", "property"},
    Rule{"property.restored", "property_restored"},
    Rule{"property.sold", "property"},
    Rule{"property.valued", "property"},
    Rule{"receipt.announced", "", receipt_announced},
    Rule{"receipt.identified", "receipt_identified"},
    Rule{"receipt.returned", "receipt_returned"},
    Rule{"reconciliation.signed", "reconciliation", reconciliation_signed},
    Rule{"remainder.cancelled", "remainder"},
    Rule{"repayment.ordered", "repayment"},
    Rule{"statement.imported", "count_sheet", statement_imported},
    Rule{"transfer.ordered", "transfer", transfer_ordered},
    Rule{"witness.missed", "", witness_missed},
    Rule{"year.closed", "year"},
};

}  // namespace

std::span<const Rule> rules_of_money() { return rules; }

}  // namespace relief::audit
