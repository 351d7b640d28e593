#pragma once

#include <map>
#include <optional>
#include <vector>

#include "ledger/cases/commit.h"
#include "ledger/storage/replies.h"

namespace relief {

/// The facts that the caller was told under this key, if it came before.
/// Throws Error{key_reused} where it came with another input.
std::optional<Facts> earlier_facts(storage::Transaction& tx, const PersonId& caller,
                                   const IdempotencyKey& key);

/// Keeps what the caller is told, in the transaction that does it.
void keep_facts(storage::Transaction& tx, const PersonId& caller, const IdempotencyKey& key,
                const Facts& facts, Instant now);

/// What was told under the keys of a group of commands, looked up at once.
class EarlierReplies {
 public:
  EarlierReplies(storage::Transaction& tx, const std::vector<storage::ReplyKey>& keys);

  /// As earlier_facts().
  [[nodiscard]] std::optional<Facts> facts(const PersonId& caller, const IdempotencyKey& key) const;
  /// As keep_facts(); the same key may come again in the group.
  void keep(storage::Transaction& tx, const PersonId& caller, const IdempotencyKey& key,
            const Facts& facts, Instant now);

 private:
  std::map<storage::ReplyKey, storage::Reply> replies_;
};

storage::ReplyKey reply_key(const PersonId& caller, const IdempotencyKey& key);

}  // namespace relief
