#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// An item of an account that isn't settled, as the last commit left it.
struct OpenItem {
  std::string account;
  std::string place;
  std::string item;
  std::string fund;
  Money amount;  ///< Debit positive.
  Date since;    ///< The effective day of its first line.
};

/// Which open items: of an account that is kept by place, at one place or (empty) everywhere.
struct OpenItemQuery {
  std::string account;
  std::string place = {};
  std::string after = {};  ///< The last item of the page before; empty at the beginning.
  int limit;
};

/// The oldest first. Throws Error{not_found} where `after` never was an item of the account.
std::vector<OpenItem> open_items(Transaction& tx, const OpenItemQuery& query);

/// Where an item of an account stands, settled or not.
std::optional<OpenItem> find_item(Transaction& tx, const std::string& account,
                                  const std::string& item);

}  // namespace relief::storage
