#include "reconciliation/post_statement.h"

#include <algorithm>
#include <utility>

#include "ledger/base/text.h"
#include "ledger/cases/close_period.h"
#include "ledger/cases/commit_waiting.h"
#include "ledger/cases/under_rule.h"
#include "ledger/people/seal.h"
#include "reconciliation/advices.h"
#include "reconciliation/settle.h"

namespace relief::reconciliation {
namespace {

/// The record of a statement: balances and days, never a text of the bank.
Record statement_record(const Postable& postable) {
  const auto& row = postable.row;
  return {.kind = "statement.imported",
          .fields = {{"statement", row.id.text()},
                     {"place", row.place.text()},
                     {"from", to_text(row.from)},
                     {"to", to_text(row.to)},
                     {"opening", row.opening.units_text()},
                     {"closing", row.closing.units_text()},
                     {"currency", row.closing.currency().code},
                     {"count", row.count},
                     {"file", to_base64url(postable.file_commitment)}}};
}

/// What nothing explains of a difference that two people accepted: a receipt nobody knows (E3), or
/// a debit nobody ordered (E23).
Settlement settle_difference(Settler& settler, const AcceptedDifference& accepted) {
  return settler.settle({.line = 0,
                         .detail = 0,
                         .amount = accepted.amount,
                         .outcome = Outcome::unmatched,
                         .items = {},
                         .alternatives = {},
                         .stage = Stage::none,
                         .reason = accepted.reason});
}

/// The record of a statement that two people accepted as it is. It points to theirs, and books the
/// difference on the statement's first day.
Record accepted_record(const Postable& postable, Settler& settler, Date first_open) {
  const auto& accepted = *postable.accepted;
  auto record = statement_record(postable);
  record.cause = {accepted.seq};
  if (accepted.amount.is_zero()) return record;
  record.entry = Entry{.on = std::max(postable.row.from, first_open),
                       .lines = settle_difference(settler, accepted).lines};
  record.nature = Nature::fact;
  return record;
}

/// What the bank wrote of a line, for the people who look at it: sealed.
std::string sealed_text(const StatementLine& line, const Postable& postable, Work& work) {
  const nlohmann::json said{{"text", line.particulars.text},
                            {"name", line.particulars.counterparty.name},
                            {"account", line.particulars.counterparty.account},
                            {"references", line.particulars.references},
                            {"bank_reference", line.particulars.bank_reference}};
  const auto context =
      "statement/" + postable.row.id.text() + "/line/" + std::to_string(line.number);
  const auto text = said.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  return seal(postable.file_key, text, context, work.entropy());
}

/// Posts the lines of one statement, in order.
class LinePoster {
 public:
  LinePoster(Work& work, const storage::Place& place, const Postable& postable, std::uint64_t seq,
             Date first_open)
      : work_{work}, place_{place}, postable_{postable}, seq_{seq}, first_open_{first_open} {}

  void post(const StatementLine& line, const Match& match, const Money& amount,
            Settlement settlement);
  /// Raises the exception of a difference that was accepted, where there is one.
  void raise_difference();
  void write_rows();

 private:
  /// An exception of one of its lines, or of the statement itself.
  void raise(std::optional<int> line, const Money& amount, const std::string& code,
             std::uint64_t cause);

  Work& work_;
  const storage::Place& place_;
  const Postable& postable_;
  std::uint64_t seq_;
  Date first_open_;
  std::vector<LineRow> rows_;
  std::vector<ExceptionRow> exceptions_;
};

void LinePoster::post(const StatementLine& line, const Match& match, const Money& amount,
                      Settlement settlement) {
  Record record{.kind = "line.posted",
                .fields = {{"statement", postable_.row.id.text()},
                           {"line", line.number},
                           {"money", amount.units_text()},
                           {"currency", amount.currency().code},
                           {"booked_on", to_text(line.booked_on)},
                           {"value_on", to_text(line.value_on)},
                           {"items", settlement.items},
                           {"stage", stage_names.text(match.stage)},
                           {"rule", rule_version}},
                .entry = Entry{.on = std::max(line.booked_on, first_open_),
                               .lines = std::move(settlement.lines)},
                .nature = Nature::fact,
                .cause = {}};
  record.cause = settlement.cause;
  record.cause.push_back(seq_);
  if (!settlement.code.empty()) record.fields["code"] = settlement.code;
  const auto seq = work_.append(std::move(record));
  if (!settlement.code.empty()) raise(line.number, amount, settlement.code, seq);

  std::string items;
  for (const auto& item : settlement.items) items += (items.empty() ? "" : " ") + item;
  rows_.push_back({.statement = postable_.row.id,
                   .number = line.number,
                   .amount = amount,
                   .booked_on = line.booked_on,
                   .value_on = line.value_on,
                   .stage = std::string{stage_names.text(match.stage)},
                   .reason = settlement.code,
                   .items = std::move(items),
                   .sealed = sealed_text(line, postable_, work_),
                   .seq = seq});
}

void LinePoster::raise_difference() {
  const auto& accepted = postable_.accepted;
  if (!accepted || accepted->amount.is_zero()) return;
  raise(std::nullopt, accepted->amount, std::string{reason_names.text(accepted->reason)}, seq_);
}

void LinePoster::raise(std::optional<int> line, const Money& amount, const std::string& code,
                       std::uint64_t cause) {
  const auto id = work_.new_id<ExceptionId>();
  Record record{.kind = "exception.raised",
                .fields = {{"exception", id.text()},
                           {"code", code},
                           {"place", place_.id.text()},
                           {"statement", postable_.row.id.text()},
                           {"money", amount.units_text()},
                           {"currency", amount.currency().code}},
                .cause = {cause}};
  if (line) record.fields["line"] = *line;
  const auto seq = work_.append_by_clock(std::move(record));
  exceptions_.push_back({.id = id,
                         .code = code,
                         .place = place_.id,
                         .statement = postable_.row.id,
                         .line = line,
                         .amount = amount,
                         .raised_at = work_.now(),
                         .raised_seq = seq,
                         .resolved_seq = std::nullopt,
                         .resolution = {}});
}

void LinePoster::write_rows() {
  for (const auto& row : rows_) insert(work_.tx(), row);
  for (const auto& row : exceptions_) insert(work_.tx(), row);
}

/// A group of a batch's items, as the money of one record.
Money group_amount(const Settlement& group, const Money& total) {
  auto amount = Money::zero(total.currency());
  for (const auto& line : group.lines) {
    if (line.account == "1100") amount += line.amount;
  }
  return amount;
}

std::vector<StatementLine> booked_lines(const Statement& statement) {
  std::vector<StatementLine> lines;
  for (const auto& line : statement.lines) {
    if (line.is_booked) lines.push_back(line);
  }
  return lines;
}

}  // namespace

std::uint64_t post_statement(Work& work, const storage::Place& place, Postable postable,
                             bool is_new, bool is_signed) {
  auto lines = booked_lines(postable.statement);
  let_advices_tell(work, place, postable.row, lines);
  const auto expected = expected_items(work.tx(), place, lines);
  std::vector<OpenItem> items;
  items.reserve(expected.size());
  for (const auto& each : expected) items.push_back(each.item);
  const auto matches = match_exact(lines, items);

  Settler settler{work, place, expected};
  const auto first_open = open_day(work, Date::min());
  auto record = postable.accepted ? accepted_record(postable, settler, first_open)
                                  : statement_record(postable);
  const auto seq = is_signed
                       ? work.append_signed(under_rule(work, "count_sheet", std::move(record)),
                                            {.target = place.id.text(),
                                             .money = postable.row.closing,
                                             .place = place.id.text()})
                       : work.append(std::move(record));

  LinePoster poster{work, place, postable, seq, first_open};
  poster.raise_difference();
  for (const auto& match : matches) {
    const auto& line = lines.at(static_cast<std::size_t>(
        std::ranges::find(lines, match.line, &StatementLine::number) - lines.begin()));
    if (match.outcome != Outcome::batch) {
      poster.post(line, match, match.amount,
                  settler.settle(match, orders_named(line, match.detail, expected)));
      continue;
    }
    for (auto& group : settler.settle_batch(match)) {
      const auto amount = group_amount(group, match.amount);
      poster.post(line, match, amount, std::move(group));
    }
  }

  const auto last = work.next_seq() - 1;
  postable.row.state = StatementState::posted;
  postable.row.seq = seq;
  if (is_new) {
    insert(work.tx(), postable.row);
  } else {
    set_posted(work.tx(), postable.row);
  }
  poster.write_rows();
  record_moves(work, settler.moves(), last);
  for (const auto& fund : settler.richer()) {
    commit_waiting(work, fund, place.id.text(), last);
  }
  return seq;
}

}  // namespace relief::reconciliation
