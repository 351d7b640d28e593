#include "ledger/aid/rulebook_purposes.h"

#include <algorithm>

namespace relief {
namespace {

std::vector<DatedAmount> read_amounts(TomlTable& purpose, const Currency& currency) {
  std::vector<DatedAmount> amounts;
  for (auto& row : purpose.tables("amounts")) {
    const auto from = row.date("from");
    const auto amount = row.amount("amount", currency);
    const auto clause = row.text("clause");
    const bool assumed = row.flag("assumed");
    row.finish();
    if (!from || !amount) continue;
    if (!amounts.empty() && amounts.back().from >= *from) {
      row.fault("from", "the dates of amounts rise from row to row");
    }
    amounts.push_back({.from = *from, .amount = *amount, .clause = clause, .assumed = assumed});
  }
  return amounts;
}

std::optional<int> read_limit(TomlTable& purpose) {
  if (!purpose.has("limit")) return std::nullopt;
  auto limit = purpose.table("limit");
  if (!limit) return std::nullopt;
  const int count = limit->whole("count", 1, 1000);
  if (limit->text("per") != "recognition") limit->fault("per", "a limit is per recognition");
  limit->finish();
  return count;
}

bool read_cap(TomlTable& purpose) {
  if (!purpose.has("cap")) return false;
  if (purpose.text("cap") != "award - recovered") {
    purpose.fault("cap", "the one cap that is known is award - recovered");
  }
  if (purpose.has("amounts")) purpose.fault("cap", "an amount has a table or a cap, not both");
  return true;
}

DatedBy read_dated_by(TomlTable& purpose) {
  if (!purpose.has("amount_dated_by")) return DatedBy::recognition;
  const auto word = purpose.code("amount_dated_by");
  if (dated_by_names.has(word)) return dated_by_names.value(word);
  purpose.fault("amount_dated_by", "an amount is dated by recognition, request or order");
  return DatedBy::recognition;
}

/// Where a rulebook doesn't say whom a purpose serves, it serves recognised persons, and the
/// requests of presumed ones wait: held, never lost.
void default_statuses(const TomlTable& table, Purpose& purpose) {
  if (!table.has("payable_to")) purpose.payable_to = {CaseStatus::recognised};
  if (!table.has("held_for") && !table.has("payable_to")) purpose.held_for = {CaseStatus::presumed};
}

}  // namespace

Source read_source(std::string code, TomlTable& table) {
  Source source{.code = std::move(code),
                .clause = table.text("clause"),
                .evidence = table.codes("evidence"),
                .income_account = table.account("income_account", '4')};
  table.finish();
  return source;
}

Purpose read_purpose(std::string code, TomlTable& table, const Currency& currency) {
  Purpose purpose{.code = std::move(code),
                  .clause = table.text("clause"),
                  .expense_account = table.account("expense_account", '5'),
                  .payable_to = table.words("payable_to", case_statuses),
                  .held_for = table.words("held_for", case_statuses),
                  .limit_per_recognition = read_limit(table),
                  .amounts = read_amounts(table, currency),
                  .amount_dated_by = read_dated_by(table),
                  .evidence = table.codes("evidence"),
                  .pays_shortfall = read_cap(table),
                  .needs_reason = table.flag("needs_reason"),
                  .from_sources = table.codes("from_sources")};
  default_statuses(table, purpose);
  for (const auto status : purpose.held_for) {
    if (std::ranges::find(purpose.payable_to, status) != purpose.payable_to.end()) {
      table.fault("held_for", "a request is paid or held, not both");
    }
  }
  table.finish();
  return purpose;
}

}  // namespace relief
