#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/books/book.h"
#include "ledger/proof/sha256.h"
#include "ledger/storage/log.h"
#include "ledger/storage/people.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What the tables say, whole: for verification, which compares it with what the log says.

/// At most `limit` records from `from` on, in order, with all their columns.
std::vector<LogRow> log_rows(Transaction& tx, std::uint64_t from, std::size_t limit);

/// The root that stands beside the log's head.
Hash head_root(Transaction& tx);

/// The postings of the records [from, to), in order.
std::vector<Posting> postings_between(Transaction& tx, std::uint64_t from, std::uint64_t to);

/// All balances, items that are open, positions, lots and uses of lots.
Book stored_book(Transaction& tx);

/// Rows of a table that tell of records: the number of the record, and columns joined by "|", empty
/// where one is null. `columns` are SQL, `seq` the column with the number; both are the program's
/// own words, never anybody's input.
struct ToldRow {
  std::uint64_t seq;
  std::string text;

  friend auto operator<=>(const ToldRow&, const ToldRow&) = default;
};

/// Those of the records [from, to), in the order of their numbers.
std::vector<ToldRow> told_rows(Transaction& tx, const std::string& table, const std::string& seq,
                               const std::vector<std::string>& columns, std::uint64_t from,
                               std::uint64_t to);

/// The rows of a table, or of a question, whole: columns joined by "|", empty where one is null.
/// Both are the program's own words, as above.
std::vector<std::string> all_rows(Transaction& tx, const std::string& table,
                                  const std::vector<std::string>& columns);

/// How many payments say that the bank booked, or gave back, another sum than was posted so.
std::uint64_t wrong_movements(Transaction& tx);

/// How many items of which nothing is open have a row that no posting names, or have none.
std::uint64_t wrong_settled_items(Transaction& tx);

/// How many sums by day, month or year aren't those of the postings.
std::uint64_t wrong_sums(Transaction& tx);

/// Every key that anybody has or had.
std::vector<PersonKey> all_keys(Transaction& tx);

/// A role that somebody has or had.
struct RoleRow {
  std::string person;
  std::string role;
  std::string organisation;  ///< The person's, for a shelter's role; else empty.
  std::uint64_t from;
  std::optional<std::uint64_t> to;
};

/// In the order of their granting.
std::vector<RoleRow> all_roles(Transaction& tx);

}  // namespace relief::storage
