#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/proof/note.h"
#include "ledger/proof/sha256.h"

namespace relief::audit {

/// Whom an auditor trusts, and where the log has to begin. It comes from the auditor, never from
/// what is verified. The file is a C2SP tlog-policy (lines `log`, `witness`, `group`, `quorum`)
/// with one line of our own: `genesis`, the SHA-256 of the log's first record in hexadecimal.
struct Policy {
  /// A witness, or a group of those named before it.
  struct Party {
    std::string name;
    std::string witness = {};  ///< The name that a witness signs under; empty for a group.
    std::string url = {};      ///< Where it takes checkpoints; empty for who knows where.
    std::size_t needed = 0;    ///< How many members make the group.
    std::vector<std::string> members = {};
  };

  std::string origin;              ///< The log's name: that of all its keys.
  std::vector<NoteVerifier> logs;  ///< A checkpoint under any of these keys is the log's.
  std::vector<NoteVerifier> witnesses;
  std::vector<Party> parties;  ///< In the file's order.
  std::string quorum;          ///< The party that must have cosigned; empty: nobody must.
  Hash genesis{};
};

/// Throws: Error{malformed} for anything but one well-formed policy for one log, naming the line.
Policy parse_policy(std::string_view text);

/// Whether these names' cosignatures are enough.
bool quorum_met(const Policy& policy, std::span<const std::string> cosigners);

}  // namespace relief::audit
