#pragma once

#include <cstdint>

#include "ledger/base/clock.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// When the last of the first `size` records was written; the beginning of time for none.
Instant last_written_at(Transaction& tx, std::uint64_t size);

}  // namespace relief::storage
