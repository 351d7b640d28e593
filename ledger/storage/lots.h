#pragma once

#include "ledger/books/book.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// Loads unspent lots after those that are there, until what is unspent in memory is worth
/// `amount`, or there are no more.
void load_lots(Transaction& tx, Lots& lots, const LotsKey& key, const Money::Units& amount);

/// Loads what an item consumed, with the lots that it consumed.
void load_uses(Transaction& tx, Lots& lots, const UseKey& key);

/// Writes the lots and uses that changed.
void add_lots(Transaction& tx, const Lots& lots, const Book::Changes& changes);

}  // namespace relief::storage
