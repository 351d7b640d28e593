#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// An idempotency key, which is scoped to caller and route.
struct ReplyKey {
  std::string caller, route, key;

  friend auto operator<=>(const ReplyKey&, const ReplyKey&) = default;
};

/// What a caller was told under an idempotency key.
struct Reply : ReplyKey {
  std::string input;  ///< 32 bytes: a keyed hash of what was asked.
  std::string facts;  ///< JSON: identifiers and states, never personal data or a secret.
};

std::optional<Reply> find_reply(Transaction& tx, const ReplyKey& key);
/// Those of these keys that came before, in any order.
std::vector<Reply> find_replies(Transaction& tx, const std::vector<ReplyKey>& keys);
void insert(Transaction& tx, const Reply& reply, Instant at);

}  // namespace relief::storage
