#pragma once

#include <string>

#include "ledger/books/book.h"
#include "ledger/storage/transaction.h"

namespace relief::storage {

/// The stored books as one transaction sees them: loads into a Book what a question or an entry
/// needs, and asks it. The Book may outlive the transaction as a cache, for as long as its owner
/// knows that nobody else has written.
class Books {
 public:
  Books(Transaction& tx, Book& book) : tx_{tx}, book_{book} {}

  /// As Book::post.
  void post(std::uint64_t seq, const Entry& entry, Nature nature);

  /// What a fund may still promise at a place.
  Money available(const std::string& fund, const std::string& place, const Currency& currency);

  /// The balance of an open item; debit positive.
  Money item(const std::string& account, const std::string& place, const std::string& item,
             const Currency& currency);

  /// Tells that an item's identifier was given out just now, so that nothing of it can be stored.
  void begin_item(const ItemKey& key) { book_.items.try_emplace(key); }

  /// Inserts the rows of all that was posted so far, by earlier decisions too, for a question that
  /// asks the tables. They aren't a change of whoever asks.
  void write();

  /// Whether the place still holds `amount` more than was ordered from it and, where asked, than
  /// is reserved there; all funds together.
  bool covers(const std::string& place, const Money& amount, bool beyond_reserves);

 private:
  void load(const Book::Missing& missing);

  Transaction& tx_;
  Book& book_;
};

/// Adds the rows of what changed in the book since it was last asked.
void add_changes(Transaction& tx, Book& book);

}  // namespace relief::storage
