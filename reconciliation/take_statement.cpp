#include "reconciliation/take_statement.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>
#include <utility>

#include "reconciliation/bank_files.h"
#include "reconciliation/judge.h"
#include "reconciliation/pages.h"
#include "reconciliation/post_statement.h"

namespace relief::reconciliation {
namespace {

/// A balance in the place's own currency; a statement that mixes currencies says nothing of it.
Money told_balance(const std::optional<Balance>& balance, const storage::Place& place) {
  const bool is_told = balance && balance->amount.currency() == *place.currency;
  return is_told ? balance->amount : Money::zero(*place.currency);
}

/// Whether a statement that waited waits no more.
bool ends_waiting(Work& work, const storage::Place& place, const StatementRow& row) {
  const auto file = kept_file(work, row.file.value());
  const auto reading = read_whole(work, place, *format_named(row.format), file.bytes);
  const auto* statement = statement_of(row, reading.statements);
  if (statement == nullptr) return false;
  const auto verdict = judge_one(work, place, std::span{statement, 1}, 0);
  if (!verdict.is_sound()) {
    set_aside(work.tx(), row.id, to_json(faults_of(verdict)).dump());
    return true;
  }
  if (!verdict.may_post()) return false;
  post_statement(work, place,
                 {.statement = as_moved(*statement, verdict.reversals),
                  .row = row,
                  .file_commitment = file.row.commitment,
                  .file_key = file.key},
                 false, false);
  return true;
}

/// The days before a statement of which none has told, though nothing moved on them as a whole.
/// Banks send none for a day without lines, so it is posted; but the place can't be reconciled on
/// them.
std::optional<std::pair<Date, Date>> missing_before(Work& work, const storage::Place& place,
                                                    const StatementRow& row) {
  constexpr std::chrono::days day{1};
  const auto last = last_posted(work.tx(), place.id);
  if (!last || last->to + day >= row.from) return std::nullopt;
  return std::pair{last->to + day, row.from - day};
}

}  // namespace

void describe(StatementRow& row, const storage::Place& place, const Statement& statement,
              Date today) {
  row.bank_id = name_of(statement);
  row.page = statement.first_page.number;
  row.last_page = statement.last_page;
  row.sequence = statement.electronic_sequence;
  row.to = last_day(statement).value_or(today);
  row.from = first_day(statement).value_or(row.to);
  row.opening = told_balance(statement.opening, place);
  row.closing = told_balance(statement.closing, place);
  row.count = static_cast<int>(std::ranges::count_if(statement.lines, &StatementLine::is_booked));
}

StatementRow row_of(Work& work, const storage::Place& place, const Statement& statement,
                    const FileOfStatements& file) {
  StatementRow row{.id = work.new_id<StatementId>(),
                   .place = place.id,
                   .format = file.format,
                   .bank_id = {},
                   .from = {},
                   .to = {},
                   .opening = Money::zero(*place.currency),
                   .closing = Money::zero(*place.currency),
                   .count = 0,
                   .file = file.id,
                   .state = StatementState::posted,
                   .reasons = "[]",
                   .imported_by = work.actor().person,
                   .imported_at = work.now(),
                   .seq = std::nullopt};
  describe(row, place, statement, work.today());
  return row;
}

Facts facts_of(const StatementRow& row, std::optional<std::uint64_t> seq) {
  Facts facts{
      {"id", row.id.text()},
      {"verdict", statement_states.text(row.state)},
      {"lines", row.count},
      {"opening", {{"amount", row.opening.decimal()}, {"currency", row.opening.currency().code}}},
      {"closing", {{"amount", row.closing.decimal()}, {"currency", row.closing.currency().code}}}};
  if (seq) facts["seq"] = *seq;
  return facts;
}

Facts take(Work& work, const storage::Place& place, const Statement& statement,
           const FileOfStatements& file, const Verdict& verdict) {
  auto row = row_of(work, place, statement, file);
  if (!verdict.may_post()) {
    const auto reasons = to_json(faults_of(verdict));
    row.state = verdict.is_sound() ? StatementState::waiting : StatementState::quarantined;
    row.reasons = reasons.dump();
    insert(work.tx(), row);
    auto facts = facts_of(row, std::nullopt);
    facts["reasons"] = reasons;
    return facts;
  }
  const auto missing = missing_before(work, place, row);
  const auto seq = post_statement(work, place,
                                  {.statement = as_moved(statement, verdict.reversals),
                                   .row = row,
                                   .file_commitment = file.commitment,
                                   .file_key = file.key},
                                  true, false);
  auto facts = facts_of(row, seq);
  if (missing) {
    facts["missing"] = {{"from", to_text(missing->first)}, {"to", to_text(missing->second)}};
  }
  return facts;
}

std::vector<Fault> faults_of(const Verdict& verdict) {
  auto faults = verdict.quarantine;
  faults.insert(faults.end(), verdict.waits.begin(), verdict.waits.end());
  return faults;
}

const Statement* statement_of(const StatementRow& row, const std::vector<Statement>& statements) {
  const auto found = std::ranges::find_if(statements, [&row](const Statement& each) {
    return name_of(each) == row.bank_id && each.first_page.number == row.page &&
           last_day(each).value_or(row.to) == row.to;
  });
  return found == statements.end() ? nullptr : &*found;
}

void post_waiting(Work& work, const storage::Place& place) {
  for (bool again = true; std::exchange(again, false);) {
    const auto waiting = waiting_at(work.tx(), place.id);
    again = std::ranges::any_of(
        waiting, [&](const StatementRow& row) { return ends_waiting(work, place, row); });
    again = again || ends_waiting_of_pages(work, place, waiting);
  }
}

}  // namespace relief::reconciliation
