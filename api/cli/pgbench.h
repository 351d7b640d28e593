#pragma once

#include <filesystem>
#include <string>

#include "ledger/storage/cluster.h"

namespace relief::cli {

/// What the yardsticks do, in transactions a second, on a database of their own beside ours.
struct Yardstick {
  const storage::Cluster& cluster;
  std::filesystem::path folder;  ///< For their scripts and output.
  int seconds;

  /// pgbench's own debit-credit: -M prepared -c 8.
  [[nodiscard]] double tpcb() const;

  /// Transfers as ledgers on PostgreSQL usually post them: a function that locks the rows of both
  /// accounts, writes a transfer and two entries with the balances after them, and updates both.
  /// All of them draw on one account.
  [[nodiscard]] double row_locks() const;
};

inline constexpr auto tpcb_name = "pgbench tpcb-like -M prepared -c 8";

}  // namespace relief::cli
