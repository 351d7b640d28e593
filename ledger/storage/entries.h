#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/books/entry.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// An entry in the books, with what its record says of it.
struct BookedEntry {
  std::uint64_t seq;
  std::string kind;
  Instant at;
  std::string by;
  Entry entry;
};

/// Those with a line of this account, place and fund (empty: any) that are effective in the span.
struct EntryQuery {
  std::string account, place, fund;
  Date from, to;
  std::uint64_t after = 0;  ///< Only records beyond this one.
  int limit = 100;
};

/// In booking order, each with all its lines.
std::vector<BookedEntry> find_entries(Transaction& tx, const EntryQuery& query);

}  // namespace relief::storage
