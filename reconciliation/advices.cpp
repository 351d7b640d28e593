#include "reconciliation/advices.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "reconciliation/bank_files.h"
#include "reconciliation/judge.h"
#include "reconciliation/match_advices.h"

namespace relief::reconciliation {
namespace {

std::vector<Statement> advices_about(Work& work, const storage::Place& place,
                                     const StatementRow& statement) {
  std::vector<Statement> advices;
  for (const auto& row : advices_at(work.tx(), place.id)) {
    const bool is_near =
        row.to >= statement.from - advice_reach && row.from <= statement.to + advice_reach;
    if (!row.file || !is_near) continue;
    const auto file = kept_file(work, *row.file);
    auto reading = read_whole(work, place, *format_named(row.format), file.bytes);
    if (!reading.faults.empty()) continue;
    for (auto& each : reading.statements) {
      if (each.kind == Kind::advice && each.account == place.iban) {
        advices.push_back(std::move(each));
      }
    }
  }
  return advices;
}

}  // namespace

Statement heading_of(const std::vector<Statement>& statements) {
  auto heading = statements.front();
  if (heading.kind != Kind::advice) return heading;
  heading.from = heading.to = std::nullopt;
  for (const auto& each : statements) {
    for (const auto& line : each.lines) {
      heading.from = std::min(heading.from.value_or(line.booked_on), line.booked_on);
      heading.to = std::max(heading.to.value_or(line.booked_on), line.booked_on);
    }
  }
  return heading;
}

void let_advices_tell(Work& work, const storage::Place& place, const StatementRow& row,
                      std::vector<StatementLine>& lines) {
  const auto advices = advices_about(work, place, row);
  std::vector<StatementLine*> told_of;
  told_of.reserve(lines.size());
  for (auto& line : lines) told_of.push_back(&line);
  add_details(told_of, advices);
}

}  // namespace relief::reconciliation
