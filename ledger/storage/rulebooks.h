#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/proof/sha256.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The version of the rulebook in force. Throws Error{unavailable} before genesis.
int newest_rulebook(Transaction& tx);

/// The exact text of a version. Throws Error{not_found}.
std::string rulebook_text(Transaction& tx, int version);

/// The text whose SHA-256 this is. Throws Error{not_found}.
std::string rulebook_by_digest(Transaction& tx, const Hash& digest);

void insert_rulebook(Transaction& tx, int version, std::string_view text, std::uint64_t seq);

}  // namespace relief::storage
