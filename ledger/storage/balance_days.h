#pragma once

#include <map>
#include <utility>
#include <vector>

#include "ledger/books/book.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// What moved on each effective day.
using DaySums = std::map<std::pair<Date, BalanceKey>, Money::Units>;

/// Adds what the postings moved to `sums`.
void add(DaySums& sums, const std::vector<Posting>& postings);

/// Adds the rows by which the stored sums grow, and those of their months and years.
void add_days(Transaction& tx, const DaySums& sums);

}  // namespace relief::storage
