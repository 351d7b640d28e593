#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "ledger/books/record.h"
#include "ledger/storage/transaction.h"

namespace relief::audit {

/// What the tables have in the clear and records only commit to: the references by which gifts and
/// transfers are known again, and the accounts of places. Whoever could change these would send
/// money elsewhere, or let it be taken for somebody else's.
class OpenedRows {
 public:
  /// Notes what a record commits to.
  void add(const ReadRecord& read);

  /// Compares the rows of the records [from, to), all of which were noted, and forgets them.
  /// Throws Failure.
  void compare(storage::Transaction& tx, std::uint64_t from, std::uint64_t to);

 private:
  std::map<std::uint64_t, std::string> commitments_;  ///< By record; 32 bytes each.
};

}  // namespace relief::audit
