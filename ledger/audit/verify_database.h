#pragma once

#include <optional>
#include <string>

#include "ledger/audit/policy.h"
#include "ledger/audit/verdict.h"
#include "ledger/audit/verify.h"
#include "ledger/storage/database.h"

namespace relief::audit {

/// Verifies a live database, on one snapshot of it: as verify_bundle, but with the records as they
/// are stored, signed or not yet; and compares every table that follows from the log with what the
/// replay of the log arrives at. Changes nothing.
/// Never throws Error: what can't be read is a verdict too.
Verdict verify_database(storage::Database& database, const Policy& policy,
                        const std::optional<std::string>& since = std::nullopt,
                        const Progress& progress = {});

}  // namespace relief::audit
