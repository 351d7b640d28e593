#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <soci/soci.h>

#include "ledger/storage/arrays.h"

namespace relief::storage {

/// How the rows of a table are inserted, many at once: the statement takes one array of texts for
/// each column, `$1`, `$2` and so on in the order of a row's values. A constant beside the function
/// that adds the rows.
struct RowInsert {
  const char* sql;
  /// Whether some of the rows may be in before the others. Else whoever adds them asks is_full().
  bool in_parts = true;
};

/// One PostgreSQL transaction. Rolls back unless its owner commits it.
class Transaction {
 public:
  /// Without a statement that begins it, each statement stands for itself.
  explicit Transaction(soci::session& session, const char* begin = "begin")
      : session_{session}, over_{begin == nullptr} {
    if (begin != nullptr) session_ << begin;
  }
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// For statements that read. They see all that was added.
  [[nodiscard]] soci::session& sql() {
    insert_added();
    return session_;
  }

  /// For statements that change something. A decision that fails after this was called makes its
  /// group run again without it, so refuse first, then change.
  [[nodiscard]] soci::session& change() {
    changed_ = true;
    return sql();
  }

  /// Adds a row. It is inserted with all others that were added before the next statement runs: a
  /// group of decisions costs a statement a table, not one a row, and one round trip for all
  /// tables.
  void add(const RowInsert& insert, std::initializer_list<std::string_view> values);
  /// Whether so many rows wait that they are better inserted.
  [[nodiscard]] bool is_full() const noexcept { return waiting_ >= most_waiting; }
  void insert_added() {
    if (!added_.empty()) run_inserts();
  }

  void mark_changed() noexcept { changed_ = true; }
  [[nodiscard]] bool changed() const noexcept { return changed_; }
  void forget_changes() noexcept { changed_ = false; }

  void commit();

 private:
  using Columns = std::vector<Array>;
  static constexpr std::size_t most_waiting = 10'000;

  void run_inserts();

  soci::session& session_;
  std::vector<std::pair<const RowInsert*, Columns>> added_;  // In the order of their first row.
  std::size_t waiting_ = 0;                                  // Of these rows.
  bool changed_ = false;
  bool over_;
};

}  // namespace relief::storage
