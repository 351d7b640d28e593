#pragma once

#include <optional>
#include <string>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/storage/transaction.h"

namespace relief::reconciliation {

/// Who discarded a statement that wasn't in the books, when and why.
struct DiscardRow {
  StatementId statement;
  std::string code;  ///< Their reason.
  PersonId by;
  Instant at;
};

void insert(storage::Transaction& tx, const DiscardRow& row);
/// That of a statement, if it was discarded.
std::optional<DiscardRow> discard_of(storage::Transaction& tx, const StatementId& statement);

}  // namespace relief::reconciliation
