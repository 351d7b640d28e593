#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/sha256.h"

namespace relief {

/// A record's place in a signed tree, for somebody who holds the record (C2SP tlog-proof). The
/// record itself isn't inside.
struct TlogProof {
  std::uint64_t index = 0;
  std::vector<Hash> hashes;          ///< The inclusion proof, at most 63.
  std::string checkpoint;            ///< The signed note, as it came.
  std::optional<std::string> extra;  ///< Bytes for the application; no proof covers them.

  friend bool operator==(const TlogProof&, const TlogProof&) = default;
};

std::string tlog_proof_text(const TlogProof& proof);

/// Reads the form only: verify the checkpoint (open_note, parse_checkpoint), then the record's hash
/// against its root (verify_inclusion).
/// Throws: Error{malformed} for any other form, or more than 256 KiB.
TlogProof parse_tlog_proof(std::string_view text);

}  // namespace relief
