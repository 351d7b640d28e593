#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "ledger/books/record.h"
#include "ledger/storage/projections.h"

namespace relief::audit {

/// The rows that records have in tables of their own, one a record: who takes part, gifts,
/// decisions, batches, transfers, statements and their lines, exceptions, reconciliations.
class ToldTables {
 public:
  /// Notes the rows that this record must have.
  void add(const ReadRecord& read);

  /// Compares the rows of the records [from, to), and forgets them. Throws Failure.
  void compare(storage::Transaction& tx, std::uint64_t from, std::uint64_t to);

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

 private:
  using Table = const struct ToldTable*;

  std::map<Table, std::vector<storage::ToldRow>> rows_;
  std::uint64_t count_ = 0;
};

}  // namespace relief::audit
