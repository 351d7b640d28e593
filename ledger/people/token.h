#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/entropy.h"

namespace relief {

/// A bearer token for a program is "rlf_live_", an 8-character id, "_", a 43-character secret of
/// 256 random bits, and 6 characters of the CRC-32 of all that, in base62. Scanners know it by its
/// prefix; a slip of the pen is refused by its checksum, without a question to the database. What
/// is stored is the id, to look up by, and the SHA-256 of the secret.
struct NewToken {
  std::string text;  ///< Shown once; never stored.
  std::string id;
  std::string secret_hash;  ///< 32 bytes.
};

/// A token that somebody brought: well-formed, and nothing more than that.
struct ParsedToken {
  std::string id;
  std::string secret_hash;  ///< 32 bytes.
};

NewToken make_token(const Entropy& entropy);

/// Nothing for a text that make_token can't have made.
std::optional<ParsedToken> parse_token(std::string_view text);

/// Whether two hashes are those of one secret, in constant time.
bool same_secret(std::string_view secret_hash, std::string_view other_hash);

}  // namespace relief
