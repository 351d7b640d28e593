#pragma once

#include <optional>

#include "ledger/cases/commit.h"

namespace relief {

/// The facts that the caller was told under this key, if it came before.
/// Throws Error{key_reused} where it came with another input.
std::optional<Facts> earlier_facts(storage::Transaction& tx, const PersonId& caller,
                                   const IdempotencyKey& key);

/// Keeps what the caller is told, in the transaction that does it.
void keep_facts(storage::Transaction& tx, const PersonId& caller, const IdempotencyKey& key,
                const Facts& facts, Instant now);

}  // namespace relief
