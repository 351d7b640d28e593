#pragma once

#include <string>
#include <string_view>

#include "ledger/people/key.h"

namespace relief {

/// The key of the duplicate search. It lives outside the database: there are only 34^7 personal
/// codes, so a hash without it is undone in seconds.
using IndexKey = SecretKey<struct IndexKeyTag>;

/// 32 bytes that are the same for the same value of the same kind ("fin", "recognition",
/// "document") and tell nothing else. They stay after erasure, as a tombstone without any link.
std::string blind_index(const IndexKey& key, std::string_view kind, std::string_view normalised);

/// The one spelling of a personal code (FIN): seven capitals and digits, without I and O. Small
/// letters of ASCII are raised. Throws Error{malformed} for anything else.
std::string normalise_fin(std::string_view fin);

}  // namespace relief
