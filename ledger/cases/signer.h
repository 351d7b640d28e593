#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "ledger/base/clock.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/ed25519.h"
#include "ledger/proof/merkle.h"
#include "ledger/storage/database.h"

namespace relief {

/// Signs the log's heads. It keeps what it signed last in a file of its own, outside the database,
/// and signs only what extends that: so a restored backup or a changed row leads to a refusal,
/// never to a second history. Many threads may call it.
class Signer {
 public:
  /// `memory` is the file; it is created with the first signature. `origin` names the log.
  Signer(std::string origin, SigningKey key, std::filesystem::path memory);

  /// Reads the records that were committed since the last signature back from the database, hashes
  /// those bytes, and signs and stores the new head. Does nothing where there are none.
  /// Throws InvariantBroken where the database doesn't extend what was signed.
  void sign(storage::Database& database, Instant now);

  [[nodiscard]] const std::string& origin() const noexcept { return origin_; }
  [[nodiscard]] PublicKey public_key() const { return key_.public_key(); }
  /// The verifier key of the log, as an auditor's policy names it (C2SP signed-note vkey).
  [[nodiscard]] std::string vkey() const;

 private:
  [[nodiscard]] CompactRange remembered() const;
  void remember(const CompactRange& range, const std::string& note) const;

  std::string origin_;
  SigningKey key_;
  std::filesystem::path memory_;
  std::mutex mutex_;
};

}  // namespace relief
