#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/books/record.h"
#include "ledger/storage/transaction.h"

namespace relief::audit {

/// What the vault must hold because records count on it: one row for each thing that the log names
/// or commits to. What the rows hold is sealed, and isn't looked at here. The steps of requests are
/// held to their records in the same way.
class VaultRows {
 public:
  /// Notes what this record counts on.
  void add(const ReadRecord& read);

  /// Compares it with the vault's tables. Throws Failure; answers how many rows there are.
  std::uint64_t compare(storage::Transaction& tx);

 private:
  /// The step that a record about a request, or an order of its payment, is in its life.
  void add_step(const ReadRecord& read);
  /// The payout and the documents of a request, or the donor and the documents of a gift.
  void add_papers(const ReadRecord& read);
  void expect(std::string_view table, std::string row);

  std::map<std::string_view, std::vector<std::string>> expected_;  ///< By table.
  /// What the versions of requests that follow from a decision or an answer are called, by its
  /// record.
  std::map<std::uint64_t, std::string_view> led_to_;
};

}  // namespace relief::audit
