#include "reconciliation/accept_statement.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/base/text.h"
#include "ledger/cases/under_rule.h"
#include "reconciliation/acceptances.h"
#include "reconciliation/bank_files.h"
#include "reconciliation/judge.h"
#include "reconciliation/money_at.h"
#include "reconciliation/post_statement.h"
#include "reconciliation/take_statement.h"

namespace relief::reconciliation {
namespace {

struct NeverAccepted {
  Reason reason;
  std::string_view sentence;
};

constexpr auto unclear_reversals =
    "nobody can tell which way its reversals moved money: ask the bank for another statement";

/// What no two people can make a fact. All other faults leave it clear what money moved, or at
/// least what the account holds now.
constexpr std::array never_accepted{
    NeverAccepted{Reason::format_invalid,
                  "a file that can't be read is never accepted: ask the bank for it again"},
    NeverAccepted{Reason::account_unknown, "a statement of another account is never accepted"},
    NeverAccepted{Reason::ccy_mismatch, "a statement of another currency is never accepted"},
    NeverAccepted{Reason::stmt_duplicate, "what was taken before is never accepted again"},
    NeverAccepted{Reason::stmt_overlap_conflict,
                  "days that are in the books already are never accepted again"},
    NeverAccepted{Reason::stmt_provisional,
                  "news of the day is never accepted: take the statement that follows it"},
    NeverAccepted{Reason::stmt_dates,
                  "a statement of days that can't be is never accepted: ask the bank for another"},
    NeverAccepted{Reason::reversal_sign_unclear, unclear_reversals},
};

void require_acceptable(const std::vector<Fault>& faults, const std::string& clause) {
  for (const auto& fault : faults) {
    for (const auto& never : never_accepted) {
      require_clause(fault.reason != never.reason, clause, never.sentence);
    }
  }
}

/// The statements of its file that a row stands for: itself, or all, where the file was set aside
/// whole.
std::vector<Statement> statements_behind(Work& work, const StatementRow& row, Reading reading) {
  const bool is_whole =
      reading.statements.size() == 1 || statements_of_file(work.tx(), *row.file).size() == 1;
  if (is_whole) {
    put_in_order(reading.statements);
    return std::move(reading.statements);
  }
  const auto* found = statement_of(row, reading.statements);
  ensure(found != nullptr, "a row of a file's statement is found in that file again");
  return {*found};
}

/// The first statement that can't be posted by itself: those before it can.
std::size_t first_stuck(Work& work, const storage::Place& place,
                        const std::vector<Statement>& statements) {
  const auto verdicts = judge_in_turn(work, place, statements);
  const auto stuck = std::ranges::find_if_not(verdicts, &Verdict::may_post);
  return stuck == verdicts.end() ? 0 : static_cast<std::size_t>(stuck - verdicts.begin());
}

/// What it is worth as it is: what else is wrong with a part of a statement shows once nobody waits
/// for its other pages.
Verdict verdict_as_it_is(Work& work, const storage::Place& place, std::vector<Statement> statements,
                         std::size_t at) {
  auto verdict = judge_one(work, place, statements, at);
  if (is_complete(statements[at])) return verdict;
  statements[at].first_page = statements[at].last_page = Page{};
  auto rest = judge_one(work, place, statements, at);
  rest.waits.insert(rest.waits.begin(), verdict.waits.begin(), verdict.waits.end());
  return rest;
}

Money booked_sum(const Statement& statement) {
  auto sum = Money::zero(*statement.currency);
  for (const auto& line : statement.lines) {
    if (line.is_booked) sum += line.amount;
  }
  return sum;
}

/// What the place held before a statement, by the books, or (days that are told late) by itself.
Money held_before(Work& work, const storage::Place& place, const std::vector<Statement>& statements,
                  std::size_t at) {
  if (at > 0) return statements[at - 1].closing.value().amount;
  if (comes_late(work, place, statements[at])) return statements[at].opening.value().amount;
  return money_at(work.tx(), place);
}

/// Its own lines may not lead to its closing; then its balances don't tell how it signs reversals.
void require_clear_signs(const Statement& statement, const std::string& clause) {
  const bool closes =
      statement.closing->amount - statement.opening->amount == booked_sum(statement);
  const bool has_reversals = std::ranges::any_of(statement.lines, &StatementLine::is_reversal);
  require_clause(closes || !has_reversals, clause, unclear_reversals);
}

/// Statements post in the order of their days: an earlier one that could be accepted comes first.
void require_turn(Work& work, const storage::Place& place, const StatementRow& row) {
  for (const auto& other : waiting_at(work.tx(), place.id)) {
    if (other.id == row.id || other.to >= row.to) continue;
    const auto file = kept_file(work, *other.file);
    const auto reading = read_whole(work, place, *format_named(other.format), file.bytes);
    const auto* earlier = statement_of(other, reading.statements);
    require(earlier == nullptr || !earlier->opening || !earlier->closing, Errc::conflict,
            "an earlier statement of this account waits: it comes first");
  }
}

/// Codes of faults, each once.
nlohmann::json codes_of(const std::vector<Fault>& faults) {
  auto codes = nlohmann::json::array();
  for (const auto& fault : faults) {
    const auto code = reason_names.text(fault.reason);
    if (std::ranges::find(codes, code) == codes.end()) codes.push_back(code);
  }
  return codes;
}

/// A statement as it would be accepted now.
struct Candidate {
  StatementRow row;
  FileOfStatements file;
  std::vector<Statement> statements;  ///< Of its file, as far as they come with it, in order.
  std::size_t at;                     ///< Where it stands among them.
  Statement statement;                ///< Its amounts as the money moved.
  std::vector<Fault> faults;
  Money difference;  ///< What the place has at its closing beyond the books and its lines.

  [[nodiscard]] Reason reason() const {
    return faults.empty() ? Reason::stmt_gap : faults.front().reason;
  }
};

/// Throws Error{refused} under the clause for what nobody can accept.
Candidate candidate_of(Work& work, const storage::Place& place, StatementRow row,
                       const std::string& clause) {
  const auto kept = kept_file(work, row.file.value());
  auto reading = read_whole(work, place, *format_named(row.format), kept.bytes);
  require_acceptable(delivery_faults(reading, place), clause);
  auto statements = statements_behind(work, row, std::move(reading));
  const auto at = first_stuck(work, place, statements);
  const auto verdict = verdict_as_it_is(work, place, statements, at);
  auto faults = faults_of(verdict);
  require_acceptable(faults, clause);
  require_clause(statements[at].opening && statements[at].closing, clause,
                 "a statement that lacks a balance is never accepted");
  auto statement = as_moved(statements[at], verdict.reversals);
  require_clear_signs(statement, clause);
  describe(row, place, statement, work.today());
  require_clause(!is_taken(work.tx(), row), clause,
                 "what was taken before is never accepted again");
  const auto before = held_before(work, place, statements, at);
  const auto difference = statement.closing->amount - before - booked_sum(statement);
  FileOfStatements file{
      .format = row.format, .id = kept.row.id, .commitment = kept.row.commitment, .key = kept.key};
  return {.row = std::move(row),
          .file = std::move(file),
          .statements = std::move(statements),
          .at = at,
          .statement = std::move(statement),
          .faults = std::move(faults),
          .difference = difference};
}

/// What people sign: which statement of which file, what it says of the account, what is wrong with
/// it, and how much of the money nothing explains.
nlohmann::json signed_fields(const Candidate& candidate, const std::string& code) {
  const auto& row = candidate.row;
  return {{"statement", row.id.text()},
          {"place", row.place.text()},
          {"from", to_text(row.from)},
          {"to", to_text(row.to)},
          {"opening", row.opening.units_text()},
          {"closing", row.closing.units_text()},
          {"currency", row.closing.currency().code},
          {"difference", candidate.difference.units_text()},
          {"faults", codes_of(candidate.faults)},
          {"file", to_base64url(candidate.file.commitment)},
          {"code", code}};
}

/// Takes what comes in the same file before or after the statement that was accepted.
void take_sibling(Work& work, const storage::Place& place, const Candidate& candidate,
                  std::size_t at) {
  const auto sibling = std::span{candidate.statements}.subspan(at, 1);
  take(work, place, sibling.front(), candidate.file, judge_one(work, place, sibling, 0));
}

void post_candidate(Work& work, const storage::Place& place, const Candidate& candidate,
                    std::uint64_t seq) {
  for (std::size_t i = 0; i < candidate.at; ++i) take_sibling(work, place, candidate, i);
  post_statement(work, place,
                 {.statement = candidate.statement,
                  .row = candidate.row,
                  .file_commitment = candidate.file.commitment,
                  .file_key = candidate.file.key,
                  .accepted = AcceptedDifference{.seq = seq,
                                                 .amount = candidate.difference,
                                                 .reason = candidate.reason()}},
                 false, false);
  for (auto i = candidate.at + 1; i < candidate.statements.size(); ++i) {
    take_sibling(work, place, candidate, i);
  }
  post_waiting(work, place);
}

}  // namespace

Facts accept_statement(Work& work, const Acceptance& input) {
  const auto row = find_statement(work.tx(), input.statement);
  require(row.state != StatementState::posted, Errc::conflict,
          "this statement is in the books already");
  require(row.state != StatementState::discarded, Errc::conflict,
          "this statement was discarded: send its file again first");
  const auto& place = work.place(row.place);
  auto record = under_rule(work, "acceptance", {.kind = "statement.accepted", .fields = {}});
  const auto candidate = candidate_of(work, place, row, record.clause);
  require_turn(work, place, candidate.row);

  record.fields = signed_fields(candidate, input.code);
  const auto seq = work.append_signed(
      std::move(record),
      {.target = row.id.text(), .money = candidate.row.closing, .place = row.place.text()});
  const auto faults = codes_of(candidate.faults);
  insert(work.tx(), {.seq = seq,
                     .statement = row.id,
                     .code = input.code,
                     .faults = faults.dump(),
                     .difference = candidate.difference});
  post_candidate(work, place, candidate, seq);

  auto posted = candidate.row;
  posted.state = StatementState::posted;
  auto facts = facts_of(posted, seq);
  facts["faults"] = faults;
  facts["difference"] = {{"amount", candidate.difference.decimal()},
                         {"currency", place.currency->code}};
  return facts;
}

}  // namespace relief::reconciliation
