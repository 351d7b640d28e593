#pragma once

#include <optional>
#include <string>

#include "ledger/base/clock.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What a caller was told under an idempotency key. The key is scoped to caller and route.
struct Reply {
  std::string caller, route, key;
  std::string input;  ///< 32 bytes: a keyed hash of what was asked.
  std::string facts;  ///< JSON: identifiers and states, never personal data or a secret.
};

std::optional<Reply> find_reply(Transaction& tx, const std::string& caller,
                                const std::string& route, const std::string& key);
void insert(Transaction& tx, const Reply& reply, Instant at);

}  // namespace relief::storage
