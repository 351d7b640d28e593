#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

struct BalanceQuery {
  std::string account;
  std::string place;  ///< Empty: all.
  std::string fund;   ///< Empty: all.
  Date as_of;         ///< What was effective by this day.
  /// What was booked by this moment instead, whenever it is effective.
  std::optional<Instant> booked_by = std::nullopt;
};

/// An account's balance in each currency that it ever had, debit positive.
std::vector<Money> account_balances(Transaction& tx, const BalanceQuery& query);

}  // namespace relief::storage
