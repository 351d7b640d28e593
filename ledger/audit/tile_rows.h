#pragma once

#include <cstdint>

#include "ledger/audit/verdict.h"
#include "ledger/storage/transaction.h"

namespace relief::audit {

/// Compares the roots that are kept of the log's full tiles with those that follow from its leaf
/// hashes, which are right already. `size` records are signed, so these tiles' roots are there, and
/// no others. Throws Failure.
Check::Counts check_tile_rows(storage::Transaction& tx, std::uint64_t size);

}  // namespace relief::audit
