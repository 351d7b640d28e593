#pragma once

#include <cstdint>
#include <vector>

#include "ledger/proof/sha256.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The hashes [begin, end) of a level of the log's tiles, as far as they are kept: level 0 the
/// leaves', each other level the roots of the full tiles below.
std::vector<Hash> level_hashes(Transaction& tx, unsigned level, std::uint64_t begin,
                               std::uint64_t end);

/// How many of a level's hashes are kept.
std::uint64_t level_size(Transaction& tx, unsigned level);

/// Keeps the roots of the tiles that are full in a tree of `size` leaves, as far as they aren't
/// kept yet. The leaves are there.
void keep_tile_roots(Transaction& tx, std::uint64_t size);

}  // namespace relief::storage
