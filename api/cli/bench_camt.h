#pragma once

#include <string>
#include <string_view>

namespace relief::cli {

/// One statement of a camt.053 that a benchmark writes: its balances, in whole manat, at the end of
/// a day.
struct BenchStatement {
  std::string_view account;
  std::string_view day;  ///< "2026-01-31"
  long opening, closing;
};

/// All that stands before its entries.
std::string camt053_head(const BenchStatement& statement);

/// All that stands behind them.
inline constexpr std::string_view camt053_tail = "</Stmt></BkToCstmrStmt></Document>\n";

}  // namespace relief::cli
