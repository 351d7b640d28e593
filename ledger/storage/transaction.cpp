#include "ledger/storage/transaction.h"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "ledger/base/error.h"
#include "ledger/storage/prepared.h"

namespace relief::storage {

Transaction::~Transaction() {
  if (over_) return;
  try {
    session_ << "rollback";
  } catch (const std::exception&) {
    // The connection is gone, and PostgreSQL rolls back by itself.
    spdlog::debug("a transaction ended with its connection");
  }
}

void Transaction::add(const RowInsert& insert, std::initializer_list<std::string_view> values) {
  changed_ = true;
  auto found = std::ranges::find(added_, &insert, &decltype(added_)::value_type::first);
  if (found == added_.end()) {
    found = added_.insert(found, {&insert, Columns(values.size())});
  }
  ensure(found->second.size() == values.size(), "rows of one insert have the same columns");
  auto column = found->second.begin();
  for (const auto value : values) (column++)->add(value);
  ++waiting_;
  if (insert.in_parts && is_full()) insert_added();
}

void Transaction::run_inserts() {
  auto added = std::exchange(added_, {});
  waiting_ = 0;
  std::vector<BoundStatement> statements;
  for (auto& [insert, columns] : added) {
    std::vector<const char*> values;
    for (auto& column : columns) values.push_back(column.text().c_str());
    statements.push_back({.sql = insert->sql, .values = std::move(values)});
  }
  run_prepared(*this, statements);
}

void Transaction::commit() {
  insert_added();
  over_ = true;
  session_ << "commit";
}

}  // namespace relief::storage
