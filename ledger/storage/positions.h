#pragma once

#include <string>
#include <vector>

#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What a fund has at one place: its balance, less what is reserved, ordered and owed, is
/// available.
struct PositionView {
  std::string fund;
  std::string place;
  Money balance;    ///< On the place's statements: account 1100.
  Money reserved;   ///< For approved requests: zero or above.
  Money ordered;    ///< From the bank, and on no statement yet: zero or above.
  Money owed;       ///< To persons whose payment came back, and to donors: zero or above.
  Money available;  ///< What may still be promised.
};

/// All positions of one fund, or of every fund (the technical one too) where `fund` is empty.
std::vector<PositionView> positions(Transaction& tx, const std::string& fund);

}  // namespace relief::storage
