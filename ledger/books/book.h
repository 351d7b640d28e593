#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/books/entry.h"
#include "ledger/books/keys.h"
#include "ledger/books/lots.h"

namespace relief {

/// An act of people may be refused. A fact of the bank never: it has happened.
enum class Nature { act, fact };

/// A line as it stands in the books.
struct Posting {
  std::uint64_t seq;  ///< The record whose entry it belongs to.
  std::size_t number;
  Date on;
  Line line;
  Money::Units balance;   ///< Of the line's BalanceKey after it, in booking order.
  std::uint64_t version;  ///< Counts the postings of the line's BalanceKey, from 1.
};

/// The books in memory: balances, open items, what each fund may still promise, gift lots. Posts an
/// entry whole or not at all, and keeps every invariant of the accounting rules while doing so.
///
/// A book is either whole (it has seen every entry: replay) or holds what its owner loaded of a
/// stored one; then `missing` tells what an entry needs.
class Book {
 public:
  enum class Extent { whole, part };
  explicit Book(Extent extent) : extent_{extent} {}

  struct Balance {
    Money::Units amount = 0;
    std::uint64_t version = 0;
  };
  struct Item {
    std::string fund;
    Money::Units amount = 0;
  };
  /// What a place holds beyond what was ordered from it, and what is reserved there; all funds.
  struct Cover {
    Money::Units held = 0;
    Money::Units reserved = 0;  ///< Zero or below.
  };
  /// What must be loaded before an entry can be posted.
  struct Missing {
    std::set<BalanceKey> balances;
    std::set<ItemKey> items;
    std::set<PositionKey> positions;
    std::set<std::string> places;
    std::map<LotsKey, Money::Units> lots;  ///< Unspent lots worth at least this, oldest first.
    std::set<UseKey> uses;                 ///< With the lots that they used.
  };
  [[nodiscard]] Missing missing(const Entry& entry) const;

  /// Posts the entry of record `seq`.
  /// Throws Error: malformed (unbalanced, unknown account, empty or zero line), conflict (an open
  /// item doesn't allow it), refused (a fund or place has too little). Then nothing was posted.
  void post(std::uint64_t seq, const Entry& entry, Nature nature);

  /// What changed since the last call.
  struct Changes {
    std::vector<Posting> postings;
    std::set<BalanceKey> balances;
    std::set<ItemKey> items;
    std::set<PositionKey> positions;
    std::set<std::pair<LotsKey, std::uint64_t>> lots;
    std::set<UseKey> uses;
  };
  Changes take_changes();

  [[nodiscard]] Money::Units available(const std::string& fund, const std::string& place) const;
  [[nodiscard]] Money::Units item(const ItemKey& key) const;
  [[nodiscard]] Cover cover(const std::string& place) const;

  // The owner loads what is missing here; everyone else reads.
  std::map<BalanceKey, Balance> balances;
  std::map<ItemKey, Item> items;  ///< Of a whole book: those of which something is open.
  std::map<PositionKey, Money::Units> positions;
  std::map<std::string, Cover> covers;
  Lots lots;

 private:
  struct Plan;
  static void check_lines(const Entry& entry);
  static Plan plan(const Entry& entry);
  void check(const Plan& plan, Nature nature) const;

  Extent extent_;
  Changes changes_;
};

}  // namespace relief
