#pragma once

#include <cstdint>
#include <vector>

#include "ledger/proof/sha256.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// A statement that was signed and recorded.
struct SignedActRow {
  std::uint64_t seq;  ///< Of its record.
  Hash challenge;     ///< What was signed of it: act_challenge().
};

/// Whether what was signed was recorded before; rows that were added since count once they are in.
bool is_recorded(Transaction& tx, const Hash& challenge);

void insert(Transaction& tx, const SignedActRow& row);

/// Those of the records [from, to), in their order.
std::vector<SignedActRow> signed_acts(Transaction& tx, std::uint64_t from, std::uint64_t to);

}  // namespace relief::storage
