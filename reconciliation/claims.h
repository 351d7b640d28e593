#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/ids.h"
#include "ledger/storage/open_items.h"

namespace relief::reconciliation {

/// Where a claim comes from: what was imported, which of its lines, what was raised about it, and
/// the orders that the bank's line names. One of opening balances has none of it.
struct ClaimOrigin {
  std::optional<StatementId> statement = {};
  std::optional<int> line = {};  ///< None of a difference that two people accepted.
  std::optional<ExceptionId> exception = {};
  std::string code = {};                 ///< Of the exception.
  std::vector<std::string> orders = {};  ///< Payments and batches, by their identifiers.
};

/// Of an item of 1200.
ClaimOrigin origin_of(storage::Transaction& tx, const storage::OpenItem& claim);

}  // namespace relief::reconciliation
