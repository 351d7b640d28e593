#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/cases/signer_memory.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/note.h"
#include "ledger/storage/database.h"
#include "ledger/storage/log.h"

namespace relief {

/// Signs the log's heads. It keeps what it signed last in a file of its own, outside the database,
/// and signs only what extends that: so a restored backup or a changed row leads to a refusal,
/// never to a second history. A refusal is kept in that file too, and stays until a person has
/// verified the database. Many threads may call it, and several processes that share the file.
class Signer {
 public:
  /// `memory` is the file; it is created with the first signature. `origin` names the log, as its
  /// genesis does. While the log's key changes, `next` signs beside it.
  Signer(std::string origin, SigningKey key, std::filesystem::path memory,
         std::optional<SigningKey> next = std::nullopt);

  /// Reads the records that were committed since the last signature back from the database, hashes
  /// those bytes, and signs and stores the new head, with the roots of the tiles that it fills.
  /// Throws InvariantBroken where the database doesn't extend what was signed, or another name was
  /// signed, from then on always; and as long as genesis gives the log another name, or neither of
  /// its keys is one that signed last (the first time: the one in genesis).
  void sign(storage::Database& database, Instant now);

  /// Why it refuses to sign, as far as sign() has told; empty: it doesn't.
  [[nodiscard]] std::string refusal() const;

  /// The head that was signed last.
  [[nodiscard]] std::optional<Remembered> last() const;

  /// Ends the refusal, once the whole database has been verified and found to extend last(). A
  /// signer without a memory takes the database's last head for it.
  /// Throws Error{conflict} where that isn't the head of the records.
  void trust(storage::Database& database);

  [[nodiscard]] const std::string& origin() const noexcept { return origin_; }
  [[nodiscard]] PublicKey public_key() const { return key_.public_key(); }
  /// The verifier key of the log, as an auditor's policy names it (C2SP signed-note vkey).
  [[nodiscard]] std::string vkey() const;
  /// What verifies each key that signs.
  [[nodiscard]] std::vector<NoteVerifier> verifiers() const;

 private:
  void extend(storage::Transaction& tx, SignerMemory& memory, Instant now);
  void require_own_name(storage::Transaction& tx);
  void require_own_key(storage::Transaction& tx, const std::string& newest);
  [[nodiscard]] std::string signed_note(const CompactRange& head) const;
  void set_refusal(const std::string& why);

  std::string origin_;
  SigningKey key_;
  std::optional<SigningKey> next_;
  std::filesystem::path memory_;
  std::mutex signing_;
  bool is_named_ = false;    ///< Genesis was seen to give the log this name.
  std::string own_;          ///< The newest note that was seen to be signed by a key of ours.
  std::uint64_t tiled_ = 0;  ///< The size up to which the tiles' roots are known to be kept.
  mutable std::mutex telling_;
  std::string refusal_;
};

}  // namespace relief
