#pragma once

#include <string>
#include <string_view>

#include "ledger/base/entropy.h"
#include "ledger/people/key.h"

namespace relief {

/// The key that wraps the keys of persons and files; it seals nothing else.
using MasterKey = SecretKey<struct MasterKeyTag>;

/// Sealed bytes: 0x01 | nonce (12) | AES-256-GCM ciphertext | tag (16). `context` is bound to them
/// without being in them: say whose, which column and which version, one after another with a
/// separator that none of them has, so that no row can pass for another. Nonces are random: at
/// most 2^32 seals under one key.

/// The fresh 32-byte data key of one person or file. Destroying it erases what it sealed.
std::string new_person_key(const Entropy& entropy);

/// A data key, sealed under the master key.
std::string wrap(const MasterKey& master, std::string_view person_key, std::string_view context,
                 const Entropy& entropy);
std::string unwrap(const MasterKey& master, std::string_view wrapped, std::string_view context);

/// At most 1 GiB of plaintext, under a 32-byte key.
std::string seal(std::string_view key, std::string_view plaintext, std::string_view context,
                 const Entropy& entropy);

/// Throws InvariantBroken for bytes that weren't sealed under this key in this context: what the
/// vault sealed opens again, or somebody changed it.
std::string open(std::string_view key, std::string_view sealed, std::string_view context);

}  // namespace relief
