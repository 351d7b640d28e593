#pragma once

#include <nlohmann/json.hpp>

#include "ledger/base/ids.h"
#include "ledger/storage/transaction.h"

namespace relief::api {

/// What advices that came after their statement tell of one of its lines: [{"statement",
/// "payments", "items"}…]. Their texts stay sealed with them.
nlohmann::json advices_of(storage::Transaction& tx, const StatementId& statement, int line);

}  // namespace relief::api
