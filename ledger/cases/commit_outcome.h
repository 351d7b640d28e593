#pragma once

#include <cstdint>
#include <string>

#include "ledger/proof/sha256.h"

namespace relief {

/// Whether the log holds a record that was being committed when the connection broke: then the
/// answer was lost, and not necessarily the commit. Waits until the broken connection's transaction
/// has ended, and a while for a server that starts again.
/// Throws Error{unavailable} where nobody can tell yet.
bool was_committed(const std::string& conninfo, std::uint64_t seq, const Hash& leaf);

}  // namespace relief
