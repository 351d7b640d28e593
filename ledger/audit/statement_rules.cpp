#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

#include "ledger/audit/fields.h"
#include "ledger/audit/state.h"
#include "ledger/audit/stray_debits.h"
#include "ledger/base/error.h"

namespace relief::audit {
namespace {

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

/// The order in which statements tell of a place.
bool tells_later(const Statement& one, const Statement& other) {
  return std::tie(other.to, other.from, other.seq) < std::tie(one.to, one.from, one.seq);
}

/// Whether a statement tells of days between others that came before it, and as a whole moved
/// nothing: it leads from the balance before them to the same one after them.
bool comes_late(const State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto from = parse_date(fields.text("from"));
  const auto to = parse_date(fields.text("to"));
  const Statement* before = nullptr;
  bool is_between = false;
  for (const auto& [id, other] : state.statements) {
    if (other.place != fields.text("place")) continue;
    if (other.from <= to && from <= other.to) return false;
    is_between = is_between || other.from > to;
    if (other.to < from && (before == nullptr || tells_later(other, *before))) before = &other;
  }
  return is_between && before != nullptr && before->closing == fields.money("opening") &&
         fields.money("closing") == fields.money("opening");
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
  require(opening.units() == place.held || comes_late(state, taken), Errc::refused,
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
  const auto from = parse_date(fields.text("from"));
  const auto to = parse_date(fields.text("to"));
  require(from <= to, Errc::refused, "a statement ends before it begins");
  require(to <= day_in_baku(taken.envelope.at), Errc::refused,
          "a statement tells of days that are still to come");
  const auto difference = difference_of(state, place, taken);
  const bool late = to < place.told_until && comes_late(state, taken);
  const auto before = late ? fields.money("opening") : Money{place.held, *place.currency};
  const auto begins = before + difference;
  introduce(state.statements, fields.text("statement"),
            Statement{.seq = taken.envelope.seq,
                      .place = at,
                      .from = from,
                      .to = to,
                      .opening = fields.money("opening"),
                      .closing = closing,
                      .told = begins,
                      .count = fields.number("count"),
                      .after = begins.units(),
                      .came_late = late},
            "a statement is imported twice");
  auto& told_until = state.places.at(at).told_until;
  told_until = std::max(told_until, to);
}

/// What may stand against money that arrived: what was expected (1150, 1160), what came back (2100,
/// 2110), what nobody knows, interest. And against money that left: a debit that nobody ordered, an
/// order, a charge.
constexpr std::array<std::string_view, 6> arrived_for{"1150", "1160", "2100",
                                                      "2110", "2200", "4600"};
constexpr std::array<std::string_view, 3> left_for{"1200", "2110", "5700"};

/// A bank's line moves money one way only, each item's against one account: whatever else is booked
/// takes people's signatures.
void check_sides(const Entry& entry, const std::string& place, bool arrived) {
  struct Side {
    std::string against = {};
    Money::Units left = 0;
  };
  std::map<std::pair<std::string, std::string>, Side> sides;  // By item and fund.
  const std::span<const std::string_view> accounts =
      arrived ? std::span<const std::string_view>{arrived_for} : left_for;
  for (const auto& line : entry.lines) {
    const auto& account = line.account;
    const bool is_money = account == "1100";
    require((is_money || std::ranges::find(accounts, account) != accounts.end()) &&
                line.amount.is_negative() == (is_money != arrived),
            Errc::refused, "a bank's line is booked as what a bank can't do");
    require(line.place.empty() || line.place == place || account == "1160", Errc::refused,
            "a bank's line books something of another place");
    require(line.fund == unassigned_fund || (account != "1200" && account != "2200"), Errc::refused,
            "what nobody knows of a bank's line is no fund's");
    auto& [against, left] = sides[{line.item, line.fund}];
    require(is_money || against.empty() || against == account, Errc::refused,
            "a bank's line is booked against more than one account");
    if (!is_money) against = account;
    left += line.amount.units();
  }
  require(std::ranges::all_of(sides, [](const auto& each) { return each.second.left == 0; }),
          Errc::refused, "a bank's line moves money from one item to another");
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

/// Lines come in the order of their numbers; one that the bank booked for many comes in parts.
void take_number(Statement& statement, std::uint64_t number) {
  require(number >= 1 && number >= statement.last, Errc::refused,
          "the lines of a statement are posted in another order than it has");
  statement.posted += number == statement.last ? 0 : 1;
  statement.last = number;
}

/// The bank may take back that it booked a payment; it orders none.
void check_orders_none(const State& state, const Entry& entry) {
  for (const auto& line : entry.lines) {
    if (line.account != "2110" || !line.amount.is_negative()) continue;
    const auto payment = state.payments.find(line.item);
    require(payment == state.payments.end() || payment->second.was_booked, Errc::refused,
            "a bank's line orders a payment");
  }
}

void line_posted(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  auto& statement = known(state.statements, fields.text("statement"),
                          "the line is of a statement that nobody imported");
  require(taken.record.entry.has_value(), Errc::refused, "a bank's line is booked");
  take_number(statement, fields.number("line"));
  const auto amount = fields.money();
  const auto& place = known(state.places, statement.place, "the statement's place is open");
  require(amount.currency() == *place.currency &&
              amount == moved_at(statement.place, *taken.record.entry, *place.currency),
          Errc::refused, "a bank's line is booked as another amount than it has");
  require(!amount.is_zero(), Errc::refused, "a bank's line is of money");
  check_sides(*taken.record.entry, statement.place, !amount.is_negative());
  const auto booked_on = parse_date(fields.text("booked_on"));
  require(statement.from <= booked_on && booked_on <= statement.to, Errc::refused,
          "a bank's line was booked on a day of which its statement doesn't tell");
  require(taken.record.entry->on == booked_on || state.closing.is_closed(booked_on), Errc::refused,
          "a bank's line counts from the day on which the bank booked it");
  check_orders_none(state, *taken.record.entry);
  note_stray(state, taken);
  statement.told += amount;
  statement.moved[booked_on] += amount.units();
  statement.after = statement.came_late ? statement.told.units() : place.held + amount.units();
}

/// What a statement says that its place held at the end of one of its days.
Money said_of(const Statement& statement, Date day) {
  require(statement.from <= day && day <= statement.to, Errc::refused,
          "a reconciliation is of a day of its statement");
  auto held = statement.closing;
  for (const auto& [on, units] : statement.moved) {
    if (on > day) held -= Money{units, held.currency()};
  }
  return held;
}

void reconciliation_signed(State& state, const Taken& taken) {
  const Fields fields{taken.record.fields};
  const auto& statement = known(state.statements, fields.text("statement"),
                                "a statement is reconciled that nobody imported");
  const auto closing = fields.money("closing");
  const auto date = parse_date(fields.text("date"));
  require(fields.text("place") == statement.place && closing == said_of(statement, date),
          Errc::refused, "a reconciliation is of what its statement says of a place and a day");
  require(statement.posted == statement.count && statement.told == statement.closing, Errc::refused,
          "a statement is reconciled before all of its lines are posted");
  require(fields.money("difference").is_zero() && fields.money("book") == closing &&
              statement.after == statement.closing.units() &&
              state.closing.held(statement.place, date) == closing.units(),
          Errc::refused, "a reconciliation is signed when nothing differs");
  require(state.reconciliations.insert(fields.text("reconciliation")).second, Errc::refused,
          "a reconciliation is signed twice");
  state.closing.reconcile(statement.place, date, closing.units());
}

constexpr std::array statement_rules{
    Rule{"line.posted", "", line_posted, true},
    Rule{"reconciliation.signed", "reconciliation", reconciliation_signed},
    Rule{"statement.accepted", "acceptance", statement_accepted},
    Rule{"statement.imported", "count_sheet", statement_imported, true},
};

}  // namespace

std::span<const Rule> rules_of_statements() { return statement_rules; }

}  // namespace relief::audit
