#pragma once

#include <cstdint>
#include <set>
#include <utility>

#include "ledger/audit/replay.h"
#include "ledger/storage/transaction.h"

namespace relief::audit {

/// What keeps a signed act from being recorded twice: a row beside each record for each signature.
class SignedRows {
 public:
  /// Notes what was signed of a record.
  void add(std::uint64_t seq, const Signers& signers);

  /// Compares the rows of the records [from, to), all of which were noted, and forgets them.
  /// Throws Failure.
  void compare(storage::Transaction& tx, std::uint64_t from, std::uint64_t to);

 private:
  std::set<std::pair<std::uint64_t, Hash>> challenges_;  ///< With their records.
};

}  // namespace relief::audit
