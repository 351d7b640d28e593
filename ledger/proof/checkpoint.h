#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/proof/sha256.h"

namespace relief {

/// What a log commits itself to (C2SP tlog-checkpoint): so many records, under this root. Travels
/// as the text of a signed note.
struct Checkpoint {
  std::string origin;  ///< The log's own name for ever: a URL without its scheme.
  std::uint64_t size = 0;
  Hash root{};

  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

std::string checkpoint_text(const Checkpoint& checkpoint);

/// Throws: Error{malformed} for anything but what checkpoint_text writes. So extension lines are
/// refused: no log of this house writes any, and witnesses vouch for none.
Checkpoint parse_checkpoint(std::string_view text);

}  // namespace relief
