#include "reconciliation/judge.h"

#include <algorithm>

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

/// An account's first statement begins with what its place was opened with.
void check_first(Work& work, const storage::Place& place, const Statement& statement,
                 Verdict& verdict) {
  if (last_posted(work.tx(), place.id) || !statement.opening) return;
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
    if (statement.kind != Kind::statement) {
      faults.push_back({at, Reason::stmt_provisional,
                        "this is news of the day; only the statement that follows is posted"});
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

Verdict judge_one(Work& work, const storage::Place& place, std::span<const Statement> statements,
                  std::size_t at) {
  const auto& statement = statements[at];
  auto verdict = check(statement, closing_after(work, place, statements.first(at)));
  if (at == 0) check_first(work, place, statement, verdict);
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
