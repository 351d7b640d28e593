#pragma once

#include <string>
#include <string_view>

#include "ledger/base/entropy.h"

namespace relief {

/// A promise about bytes that says nothing about them: HMAC-SHA-256 under a fresh key. The value
/// goes into a record; the key stays in the vault beside the bytes and is destroyed with them,
/// after which the value hides for ever. Whoever is given the key and the bytes can check both.
struct Commitment {
  std::string value;  ///< 32 bytes.
  std::string key;    ///< 32 bytes.
};

Commitment commit_to(std::string_view bytes, const Entropy& entropy);

/// Whether `value` is the commitment to `bytes` under `key`. False for a key or value of another
/// length than 32.
bool opens(const std::string& value, const std::string& key, std::string_view bytes);

}  // namespace relief
