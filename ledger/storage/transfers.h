#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/ids.h"
#include "ledger/money/money.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Money of one fund on its way from one place of ours to another. How far it came is in its open
/// items: 2110 until it leaves, 1160 until it arrives, both at the place that it leaves.
struct Transfer {
  TransferId id;
  FundId fund;
  PlaceId from;
  PlaceId to;
  Money amount;
  std::string reference;
  Instant ordered_at;
  std::uint64_t seq;
};

/// Throws Error{not_found}.
Transfer find_transfer(Transaction& tx, const TransferId& id);
std::optional<Transfer> find_transfer_by_reference(Transaction& tx, const std::string& reference);

/// Those that haven't left or haven't arrived, in the order of ordering; of one place (either end),
/// or of all where `place` is empty.
std::vector<Transfer> open_transfers(Transaction& tx, const std::string& place);
void insert(Transaction& tx, const Transfer& transfer);

}  // namespace relief::storage
