#pragma once

#include <string>
#include <vector>

#include "ledger/base/ids.h"
#include "ledger/cases/context.h"
#include "ledger/cases/statement_to_sign.h"
#include "ledger/storage/log.h"

namespace relief {

/// A signature over a statement's challenge, as its signer sent it.
struct ActSignature {
  KeyId key;
  std::string value;  ///< 64 bytes: Ed25519.
};

/// A statement whose signature holds, and what it says of its signing.
struct VerifiedAct {
  Act act;
  Signing signing;
};

/// What `signer` signs now: with the given key or, without one, their newest; over the last signed
/// head of the log.
/// Throws Error: refused where they have no key to sign with, or it isn't theirs.
Signing new_signing(Context& context, const PersonId& signer, const std::optional<KeyId>& key);

/// Looks whether `signer` signed the statement, with a key of theirs that counts now, and not long
/// ago. What the statement says of the act is compared when the act is done.
/// Throws Error: refused for a signature that doesn't hold; conflict for a statement that has
/// expired or names a log that isn't ours.
VerifiedAct verify_act(Context& context, const PersonId& signer, const std::string& statement,
                       const ActSignature& signature);

/// Looks again, under the log's lock, whether every key still counts at the record to come.
/// Throws Error{conflict}.
void require_keys_in_force(storage::Transaction& tx, const std::vector<Act>& acts);

/// Looks, under the log's lock, whether the statements may be recorded at this moment: the last has
/// not expired, those before it haven't waited longer than a proposal does.
/// Throws Error{conflict}.
void require_unexpired(const std::vector<Act>& acts, Instant now);

/// Looks, under the log's lock, whether one of the statements was recorded before: then somebody
/// sends anew what was signed for something that is done. `rows` aren't in the database yet.
/// Throws Error{conflict}.
void require_unrecorded(storage::Transaction& tx, const std::vector<Act>& acts,
                        const std::vector<storage::LogRow>& rows);

/// Keeps what was signed of a record, so that it isn't recorded again.
void keep_recorded(storage::Transaction& tx, std::uint64_t seq, const std::vector<Act>& acts);

}  // namespace relief
