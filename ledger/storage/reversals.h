#pragma once

#include <cstdint>
#include <optional>

#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The seq of the record that reversed a record's entry, or nothing.
std::optional<std::uint64_t> reversal_of(Transaction& tx, std::uint64_t reversed);
void insert_reversal(Transaction& tx, std::uint64_t reversed, std::uint64_t seq);

}  // namespace relief::storage
