#pragma once

#include "ledger/audit/verdict.h"
#include "ledger/storage/transaction.h"

namespace relief::audit {

/// Looks for rows that no record tells of and that contradict those that one does: a statement that
/// is posted without a record, a step of a request that is missing. All else must have been
/// compared with the log before. Throws Failure at the first.
Check::Counts check_contradictions(storage::Transaction& tx);

}  // namespace relief::audit
