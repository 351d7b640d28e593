#include "reconciliation/late_advices.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "ledger/storage/bind.h"
#include "reconciliation/advices.h"
#include "reconciliation/bank_files.h"
#include "reconciliation/expected_items.h"
#include "reconciliation/judge.h"
#include "reconciliation/match_advices.h"
#include "reconciliation/take_statement.h"

namespace relief::reconciliation {
namespace {

using storage::in;
using storage::Transaction;

void insert(Transaction& tx, const LateAdvice& row) {
  tx.change() << R"sql(
      insert into late_advice (statement, line, advice, payments, items)
      values (:statement, :line, :advice, :payments, :items)
    )sql",
      in(row.statement, "statement"), in(row.line, "line"), in(row.advice, "advice"),
      in(row.payments, "payments"), in(row.items, "items");
}

/// The lines of a posted statement as its file has them.
std::vector<StatementLine> lines_in_file(Work& work, const storage::Place& place,
                                         const StatementRow& row) {
  const auto file = kept_file(work, row.file.value());
  const auto reading = read_whole(work, place, *format_named(row.format), file.bytes);
  const auto* statement = statement_of(row, reading.statements);
  return statement == nullptr ? std::vector<StatementLine>{} : statement->lines;
}

/// What of ours the details of a line would have settled.
std::string items_named(Work& work, const storage::Place& place, const StatementLine& line) {
  const auto expected = expected_items(work.tx(), place, std::span{&line, 1});
  std::vector<OpenItem> items;
  items.reserve(expected.size());
  for (const auto& each : expected) items.push_back(each.item);
  std::set<std::string> named;
  for (const auto& match : match_exact(std::span{&line, 1}, items)) {
    for (const auto& each : expected) {
      const bool is_named = std::ranges::find(match.items, each.item.item) != match.items.end();
      if (is_named) named.insert(each.id);
    }
  }
  std::string identifiers;
  for (const auto& each : named) identifiers += (identifiers.empty() ? "" : " ") + each;
  return identifiers;
}

/// The lines with an open exception, by their numbers.
std::vector<int> lines_in_question(Transaction& tx, const StatementId& statement) {
  std::vector<int> numbers;
  for (const auto& each : open_exceptions_of(tx, statement)) {
    if (each.line) numbers.push_back(*each.line);
  }
  return numbers;
}

void note_about(Work& work, const storage::Place& place, const StatementRow& row,
                const StatementRow& kept, std::span<const Statement> advices) {
  const auto numbers = lines_in_question(work.tx(), row.id);
  if (numbers.empty() || !row.file) return;
  const auto before = lines_in_file(work, place, row);
  auto after = before;
  std::vector<StatementLine*> told_of;
  told_of.reserve(after.size());
  for (auto& line : after) told_of.push_back(&line);
  add_details(told_of, advices);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto& line = after[i];
    const bool is_asked = std::ranges::find(numbers, line.number) != numbers.end();
    if (!is_asked || line.details.empty() || line == before[i]) continue;
    insert(work.tx(), {.statement = row.id,
                       .line = line.number,
                       .advice = kept.id,
                       .payments = static_cast<int>(line.details.size()),
                       .items = items_named(work, place, line)});
  }
}

}  // namespace

void note_late_advices(Work& work, const storage::Place& place, const StatementRow& kept,
                       std::span<const Statement> advices) {
  std::vector<Statement> own;
  std::ranges::copy_if(advices, std::back_inserter(own), [&place](const Statement& each) {
    return each.kind == Kind::advice && each.account == place.iban;
  });
  if (own.empty()) return;
  const auto rows =
      posted_between(work.tx(), place.id, kept.from - advice_reach, kept.to + advice_reach);
  for (const auto& row : rows) note_about(work, place, row, kept, own);
}

std::vector<LateAdvice> late_advices_of(Transaction& tx, const StatementId& statement, int line) {
  std::string advice, items;
  int payments = 0;
  std::vector<LateAdvice> rows;
  soci::statement query = (tx.sql().prepare << R"sql(
      select late_advice.advice, late_advice.payments, late_advice.items
        from late_advice join statement on statement.id = late_advice.advice
       where late_advice.statement = :statement and late_advice.line = :line
         and statement.state <> 'discarded'
       order by statement.to_on, statement.id
    )sql",
                           in(statement, "statement"), in(line, "line"), soci::into(advice),
                           soci::into(payments), soci::into(items));
  for (query.execute(); query.fetch();) {
    rows.push_back({.statement = statement,
                    .line = line,
                    .advice = StatementId{advice},
                    .payments = payments,
                    .items = items});
  }
  return rows;
}

}  // namespace relief::reconciliation
