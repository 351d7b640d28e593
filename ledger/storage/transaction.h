#pragma once

#include <soci/soci.h>

namespace relief::storage {

/// One PostgreSQL transaction. Rolls back unless its owner commits it.
class Transaction {
 public:
  explicit Transaction(soci::session& session) : session_{session}, scope_{session} {}

  /// For statements that read.
  [[nodiscard]] soci::session& sql() noexcept { return session_; }

  /// For statements that change something. A decision that fails after this was called makes its
  /// group run again without it, so refuse first, then change.
  [[nodiscard]] soci::session& change() noexcept {
    changed_ = true;
    return session_;
  }
  void mark_changed() noexcept { changed_ = true; }
  [[nodiscard]] bool changed() const noexcept { return changed_; }
  void forget_changes() noexcept { changed_ = false; }

  void commit() { scope_.commit(); }

 private:
  soci::session& session_;
  soci::transaction scope_;
  bool changed_ = false;
};

}  // namespace relief::storage
