#pragma once

#include <string>

#include "ledger/cases/work.h"
#include "ledger/proof/ed25519.h"

namespace relief {

struct NewKey {
  PersonId person;
  PublicKey key;
  std::string proof;  ///< The key's own signature over key_proof_message: 64 bytes.
};

/// What a new key signs to show that somebody holds it: 32 bytes, SHA-256 of
/// "relief-ledger/key/v1\n", the person's identifier, "\n" and the key in base64url.
std::string key_proof_message(const PersonId& person, const PublicKey& key);

/// Registers a person's public key: from this record on, what it signs counts. Signed by two.
/// Throws Error: refused for a key of low order, a registered one, or a proof that doesn't hold.
Facts add_key(Work& work, const NewKey& input);

/// Ends a key: what it signs from this record on counts no more. Signed by two.
/// Throws Error: conflict for one that was ended; refused where it would leave fewer than two
/// administrators who can sign, since nobody could let a third one in.
Facts revoke_key(Work& work, const KeyId& id);

}  // namespace relief
