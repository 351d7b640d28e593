#pragma once

#include <cstddef>
#include <string>

#include "ledger/storage/transaction.h"

namespace relief::storage {

struct Contradictions {
  std::size_t looked_for;
  std::string first;  ///< What the first one means, for people; empty where there is none.
};

/// Looks for rows that can't stand beside each other, or beside their records.
Contradictions find_contradictions(Transaction& tx);

}  // namespace relief::storage
