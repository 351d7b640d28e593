#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "ledger/cases/context.h"
#include "ledger/proof/ed25519.h"

namespace relief {

/// What is wrong with one line of a file.
struct HistoryFault {
  std::uint64_t line;  ///< From 1.
  std::string sentence;
};

/// What came of a file of earlier books.
struct HistoryImport {
  std::uint64_t count = 0;  ///< Entries in the file.
  std::uint64_t lots = 0;   ///< Gift lots that they open.
  Hash root{};              ///< RFC 9162, over the canonical bytes of each entry, in order.
  std::uint64_t fault_count = 0;
  std::vector<HistoryFault> faults;  ///< The first hundred.
  std::optional<std::uint64_t> seq;  ///< Of history.imported; nothing where nothing was entered.
};

/// What is asked of import_history.
struct HistoryOrder {
  bool enter = true;                        ///< Else the file is only checked.
  std::optional<Hash> root = std::nullopt;  ///< Enter it only if this is its root.
};

/// Takes the books of an earlier time in: one entry a line, as history_line.h has it. Once, before
/// the first receipt or request, signed by the keys of two administrators over count, root and
/// lots. All of the lines are entered, in one database transaction, or none: where some have
/// faults, these are told.
///
/// Reads, decides and writes at the same time, a few thousand lines at a stage. Nobody else writes
/// or reads the books meanwhile.
/// Throws Error: refused where a key isn't a key of one who may sign, or the root is another one;
/// conflict where it is too late or was done before; malformed for a file without lines.
HistoryImport import_history(Context& context, std::istream& file,
                             const std::vector<SigningKey>& keys, const HistoryOrder& order);

}  // namespace relief
