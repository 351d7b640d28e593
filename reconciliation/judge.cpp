#include "reconciliation/judge.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include "ledger/base/text.h"
#include "reconciliation/csv_profiles.h"
#include "reconciliation/money_at.h"
#include "reconciliation/store.h"

namespace relief::reconciliation {
namespace {

constexpr std::size_t name_max = 100;    // Of what a bank calls its statement.
constexpr std::size_t reasons_max = 50;  // Of one file: enough to see what is wrong with it.

/// Where the books will have ended once the statements `before` are posted.
std::optional<PreviousClosing> closing_after(Work& work, const storage::Place& place,
                                             std::span<const Statement> before) {
  for (auto each = before.rbegin(); each != before.rend(); ++each) {
    if (each->closing) return PreviousClosing{.balance = *each->closing, .sequence = std::nullopt};
  }
  return previous_closing(work, place);
}

/// Days between two posted statements of which nobody has told.
struct Hole {
  PreviousClosing before;
  Money after;  ///< What the statement after them begins with.
};

/// The hole into which a statement falls whole that came late.
std::optional<Hole> hole_for(Work& work, const storage::Place& place, const Statement& statement) {
  const auto to = last_day(statement);
  if (!to || !statement.opening || !statement.closing) return std::nullopt;
  const auto from = first_day(statement).value_or(*to);
  const auto next = first_posted_after(work.tx(), place.id, *to);
  const auto previous =
      from <= *to ? last_posted(work.tx(), place.id, from - std::chrono::days{1}) : std::nullopt;
  if (!next || !previous) return std::nullopt;
  const auto between = last_posted(work.tx(), place.id, next->from - std::chrono::days{1});
  if (!between || between->id != previous->id) return std::nullopt;
  return Hole{.before = {.balance = {.amount = previous->closing, .on = previous->to},
                         .sequence = std::nullopt},
              .after = next->opening};
}

/// What comes late must lead from the balance before the days that were missing to the one after
/// them: of anything else the books have told otherwise.
Verdict judge_late(const Statement& statement, const Hole& hole) {
  auto verdict = check(statement, hole.before);
  const bool fits = statement.opening->amount == hole.before.balance.amount &&
                    statement.closing->amount == hole.after;
  if (fits && hole.before.balance.amount == hole.after) return verdict;
  verdict.waits.clear();
  verdict.quarantine.push_back(
      {"statement", Reason::stmt_overlap_conflict,
       "the statement doesn't lead from the balance before the missing days to the one after them: "
       "ask the bank for one statement of all of them"});
  return verdict;
}

/// An account's first statement begins with what its place was opened with.
void check_first(Work& work, const storage::Place& place, const Statement& statement,
                 Verdict& verdict) {
  const bool is_beginning = statement.opening && statement.first_page.number == 1;
  if (!is_beginning || last_posted(work.tx(), place.id)) return;
  if (statement.opening->amount == money_at(work.tx(), place)) return;
  verdict.quarantine.push_back(
      {"statement", Reason::stmt_chain_break,
       "the first statement doesn't begin with what the place opened with"});
}

}  // namespace

Reading read_whole(Work& work, const storage::Place& place, const Format& format,
                   std::string_view bytes) {
  auto reading = format.read(bytes, {.charset = {}, .csv = csv_profile_at(work.tx(), place.id)});
  if (reading.faults.empty()) reading.statements = join_pages(std::move(reading.statements));
  return reading;
}

std::vector<Fault> delivery_faults(const Reading& reading, const storage::Place& place) {
  auto faults = reading.faults;
  if (faults.empty() && reading.statements.empty()) {
    faults.push_back({"file", Reason::format_invalid, "the file has no statement"});
  }
  for (std::size_t i = 0; i < reading.statements.size(); ++i) {
    const auto& statement = reading.statements[i];
    const auto at = "statement " + std::to_string(i + 1);
    if (statement.account != place.iban) {
      faults.push_back({at, Reason::account_unknown, "the statement is of another account"});
    }
    if (statement.currency != nullptr && *statement.currency != *place.currency) {
      faults.push_back({at, Reason::ccy_mismatch, "the statement is in another currency"});
    }
    if (statement.kind == Kind::interim) {
      faults.push_back({at, Reason::stmt_provisional,
                        "this is news of the day; only the statement that follows is posted"});
    }
    if (statement.kind == Kind::advice) {
      faults.push_back({at, Reason::stmt_provisional,
                        "an advice is kept, and never posted; the statement that follows is, with "
                        "the details that the advice tells"});
    }
    if (const auto repeated = repeats(statement, std::span{reading.statements}.first(i))) {
      faults.push_back({at, repeated->reason, repeated->sentence});
    }
  }
  return faults;
}

void put_in_order(std::vector<Statement>& statements) {
  std::ranges::stable_sort(statements, {},
                           [](const Statement& each) { return last_day(each).value_or(Date{}); });
}

std::optional<PreviousClosing> previous_closing(Work& work, const storage::Place& place) {
  const auto last = last_posted(work.tx(), place.id);
  if (!last) return std::nullopt;
  return PreviousClosing{.balance = {.amount = last->closing, .on = last->to},
                         .sequence = std::nullopt};
}

bool comes_late(Work& work, const storage::Place& place, const Statement& statement) {
  return hole_for(work, place, statement).has_value();
}

Verdict judge_one(Work& work, const storage::Place& place, std::span<const Statement> statements,
                  std::size_t at) {
  const auto& statement = statements[at];
  const auto hole = at == 0 ? hole_for(work, place, statement) : std::nullopt;
  const auto previous =
      hole ? std::optional{hole->before} : closing_after(work, place, statements.first(at));
  auto verdict = hole ? judge_late(statement, *hole) : check(statement, previous);
  if (at == 0) check_first(work, place, statement, verdict);
  const auto told_until = previous ? std::optional{previous->balance.on} : std::nullopt;
  std::ranges::move(day_faults(statement, told_until, work.today()),
                    std::back_inserter(verdict.quarantine));
  return verdict;
}

std::vector<Verdict> judge_in_turn(Work& work, const storage::Place& place,
                                   std::span<const Statement> statements) {
  std::vector<Verdict> verdicts;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    auto verdict = judge_one(work, place, statements, i);
    if (verdict.may_post() && i > 0 && !verdicts.back().may_post()) {
      verdict.waits.push_back({"statement", Reason::stmt_gap, "the statement before it waits"});
    }
    verdicts.push_back(std::move(verdict));
    if (!verdicts.back().is_sound()) break;
  }
  return verdicts;
}

std::string name_of(const Statement& statement) {
  auto name = statement.id.substr(0, name_max);
  while (!is_utf8(name)) name.pop_back();
  return name;
}

nlohmann::json to_json(const std::vector<Fault>& faults) {
  auto json = nlohmann::json::array();
  for (const auto& fault : faults) {
    if (json.size() == reasons_max) break;
    json.push_back({{"reason", reason_names.text(fault.reason)},
                    {"place", fault.place},
                    {"detail", fault.sentence}});
  }
  return json;
}

}  // namespace relief::reconciliation
