#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/base/ids.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::reconciliation {

/// What two people accepted of a statement.
struct AcceptanceRow {
  std::uint64_t seq;
  StatementId statement;
  std::string code;    ///< Their reason.
  std::string faults;  ///< Codes, a JSON list: as the record has them.
  Money difference;    ///< What the place has beyond the books and the statement's lines.
};

void insert(storage::Transaction& tx, const AcceptanceRow& row);
/// That of a statement, if it was accepted.
std::optional<AcceptanceRow> acceptance_of(storage::Transaction& tx, const StatementId& statement);

}  // namespace relief::reconciliation
