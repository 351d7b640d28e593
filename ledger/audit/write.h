#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ledger/audit/bundle.h"
#include "ledger/proof/sha256.h"

namespace relief::audit {

/// A log as its keeper has it, up to a checkpoint.
struct LogSource {
  std::string checkpoint;  ///< The note of the newest one, with what witnesses added.
  std::uint64_t size;      ///< That it covers.
  /// The notes of all checkpoints of less than `size` records, smallest first, in any portions;
  /// empty when there are no more after the one that covers `after` records.
  std::function<std::vector<std::string>(std::uint64_t& after)> earlier;
  /// At most `limit` records from `from` on.
  std::function<std::vector<std::string>(std::uint64_t from, std::size_t limit)> records;
  std::function<std::string(const Hash& digest)> rulebook;
  std::function<std::string(std::uint64_t seq)> record;
};

/// Writes the bundle, its manifest last. Memory grows with what is open in the books, not with the
/// log. A log with a fault is written too, but for the reports after it: the fault is for its
/// readers to find.
void write_bundle(const LogSource& source, const FileSink& sink);

}  // namespace relief::audit
