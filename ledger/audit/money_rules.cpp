#include <algorithm>
#include <array>
#include <set>

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
  require(moves(taken.record.entry, pair("1150", source.income_account, fields.text("place"),
                                         fields.text("fund"), gift, fields.money())),
          Errc::refused, "an announced gift is booked as such, in full");
  introduce(state.gifts, gift, source.income_account, "a gift is announced twice");
}

void transfer_ordered(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto from = fields.text("place");
  const auto to = fields.text("to_place");
  const auto& place = known(state.places, to, "the money goes to a place that nobody opened");
  require(from != to && *place.currency == fields.money().currency(), Errc::refused,
          "a transfer goes to another place of the same currency");
  require(moves(taken.record.entry, pair("1160", "2110", from, fields.text("fund"),
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

/// What a statement's record says again of what was accepted.
std::vector<std::string> terms_of(const Fields& fields) {
  std::vector<std::string> terms;
  for (const auto* name : {"place", "from", "to", "opening", "closing", "currency", "file"}) {
    terms.push_back(fields.text(name));
  }
  return terms;
}

/// Whether these are codes of faults, each once.
bool are_codes(const nlohmann::json& faults) {
  const auto is_code = [](const nlohmann::json& each) { return each.is_string(); };
  return faults.is_array() && std::ranges::all_of(faults, is_code) &&
         std::set<std::string>(faults.begin(), faults.end()).size() == faults.size();
}

void statement_accepted(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto& place = known(state.places, fields.text("place"),
                            "a statement is accepted of a place that nobody opened");
  const auto difference = fields.money("difference");
  require(place.type == "bank" && difference.currency() == *place.currency, Errc::refused,
          "what two people accept is a bank's statement, in the currency of its place");
  require(are_codes(taken.record.fields.at("faults")), Errc::malformed,
          "the faults that were accepted are codes, each once");
  require(!state.statements.contains(fields.text("statement")), Errc::refused,
          "a statement is accepted that is in the books already");
  introduce(
      state.acceptances, fields.text("statement"),
      Acceptance{.seq = taken.envelope.seq, .terms = terms_of(fields), .difference = difference},
      "a statement is accepted once");
}

/// What an accepted statement's record books: all that neither the books nor its lines explain is
/// nobody's, a receipt nobody knows (E3) or a debit nobody ordered (E23).
void check_difference(const State& state, const Taken& taken, const Acceptance& acceptance) {
  const Fields fields{taken.record.fields};
  require(terms_of(fields) == acceptance.terms, Errc::refused,
          "another statement is posted than the one that two people accepted");
  require(std::ranges::find(taken.record.cause, acceptance.seq) != taken.record.cause.end(),
          Errc::refused, "an accepted statement points to its acceptance");
  const auto& entry = taken.record.entry;
  const auto& difference = acceptance.difference;
  if (difference.is_zero()) {
    return require(!entry, Errc::refused, "a statement without a difference books nothing");
  }
  const bool is_receipt = !difference.is_negative();
  require(entry && !entry->lines.empty() &&
              moves(entry, pair(is_receipt ? "1100" : "1200", is_receipt ? "2200" : "1100",
                                fields.text("place"), unassigned_fund, entry->lines.front().item,
                                difference.magnitude())),
          Errc::refused, "what nothing explains of an accepted statement is booked as nobody's");
  const auto from = parse_date(fields.text("from"));
  require(entry->on == from || state.closing.is_closed(from), Errc::refused,
          "an accepted difference counts from the first day of its statement");
}

/// A statement begins where the books of its place stand; only two people may accept another one.
/// Answers what was accepted beyond.
Money difference_of(const State& state, const Place& place, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto opening = fields.money("opening");
  const auto accepted = state.acceptances.find(fields.text("statement"));
  if (accepted != state.acceptances.end()) {
    check_difference(state, taken, accepted->second);
    return accepted->second.difference;
  }
  require(opening.units() == place.held, Errc::refused,
          "a statement doesn't begin where the books of its place stand, and nobody accepted it");
  require(!taken.record.entry, Errc::refused, "only what was accepted of a statement is booked");
  return Money::zero(opening.currency());
}

void statement_imported(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto at = fields.text("place");
  const auto& place = known(state.places, at, "the statement is of a place that nobody opened");
  const auto closing = fields.money("closing");
  require(closing.currency() == *place.currency, Errc::refused,
          "the statement is of another currency than its place");
  check_count(state, place, taken);
  const auto begins = Money{place.held, *place.currency} + difference_of(state, place, taken);
  introduce(state.statements, fields.text("statement"),
            Statement{.seq = taken.envelope.seq,
                      .place = at,
                      .closing = closing,
                      .told = begins,
                      .count = fields.number("count"),
                      .after = begins.units()},
            "a statement is imported twice");
}

/// What an entry moves at a place, and nowhere else.
Money moved_at(const std::string& place, const Entry& entry, const Currency& currency) {
  auto moved = Money::zero(currency);
  for (const auto& line : entry.lines) {
    if (line.account != "1100") continue;
    require(line.place == place, Errc::refused,
            "a bank's line moves the money of its own account only");
    moved += line.amount;
  }
  return moved;
}

void line_posted(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  auto& statement = known(state.statements, fields.text("statement"),
                          "the line is of a statement that nobody imported");
  require(taken.record.entry.has_value(), Errc::refused, "a bank's line is booked");
  const auto number = fields.number("line");
  require(number >= 1 && number <= statement.count, Errc::refused,
          "a statement has no line of this number");
  const auto amount = fields.money();
  const auto& place = known(state.places, statement.place, "the statement's place is open");
  require(amount.currency() == *place.currency &&
              amount == moved_at(statement.place, *taken.record.entry, *place.currency),
          Errc::refused, "a bank's line is booked as another amount than it has");
  statement.told += amount;
  statement.after = place.held + amount.units();
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
  const auto& statement = known(state.statements, fields.text("statement"),
                                "a statement is reconciled that nobody imported");
  const auto closing = fields.money("closing");
  require(fields.text("place") == statement.place && closing == statement.closing, Errc::refused,
          "a reconciliation is of its statement's place and closing");
  require(fields.money("difference").is_zero() && fields.money("book") == closing &&
              statement.after == closing.units(),
          Errc::refused, "a reconciliation is signed when nothing differs");
  state.closing.reconcile(statement.place, parse_date(fields.text("date")));
}

void period_closed(State& state, const Taken& taken) {
  state.closing.close(Fields{taken.record.fields}.text("period"), day_in_baku(taken.envelope.at));
}

/// All that the year came to goes forward, on its last day (E25).
void year_closed(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto year = static_cast<int>(fields.number("year"));
  const Date last{std::chrono::year{year} / std::chrono::December / 31};
  const auto lines = state.closing.year_end(year, fields.text_if_any("fund"));
  require(last < day_in_baku(taken.envelope.at), Errc::refused,
          "a year is closed before it is over");
  require(!lines.empty() && moves(taken.record.entry, lines) && taken.record.entry->on == last,
          Errc::refused, "a closed year carries forward what it came to, and nothing else");
}

void exception_raised(State& state, const Taken& taken) {
  introduce(state.exceptions, Fields{taken.record.fields}.text("exception"), false,
            "an exception is raised twice");
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
    Rule{"claim.written_off", "write_off", nullptr, true},
    Rule{"conversion.ordered", "conversion", nullptr, true},
    Rule{"entry.posted", "manual_entry", nullptr, true},
    Rule{"entry.reversed", "reversal", entry_reversed, true},
    Rule{"exception.raised", "", exception_raised},
    Rule{"exception.resolved", "exception", exception_resolved},
    Rule{"fund.shifted", "fund_shift", nullptr, true},
    Rule{"line.posted", "", line_posted, true},
    Rule{"match.undone", "match_undone", nullptr, true},
    Rule{"period.closed", "period", period_closed},
    Rule{"property.received", "property", nullptr, true},
    Rule{"property.restored", "property_restored", nullptr, true},
    Rule{"property.sold", "property", nullptr, true},
    Rule{"property.valued", "property", nullptr, true},
    Rule{"receipt.announced", "", receipt_announced, true},
    Rule{"reconciliation.signed", "reconciliation", reconciliation_signed},
    Rule{"repayment.ordered", "repayment", nullptr, true},
    Rule{"statement.accepted", "acceptance", statement_accepted},
    Rule{"statement.imported", "count_sheet", statement_imported, true},
    Rule{"transfer.ordered", "transfer", transfer_ordered, true},
    Rule{"witness.missed", "", witness_missed},
    Rule{"year.closed", "year", year_closed, true},
};

}  // namespace

std::span<const Rule> rules_of_money() { return money_rules; }

}  // namespace relief::audit
