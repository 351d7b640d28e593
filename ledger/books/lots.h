#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/books/keys.h"
#include "ledger/money/money.h"

namespace relief {

/// What is left of one gift (or other source) in a fund. Consumed oldest first, by `number`.
struct Lot {
  std::string gift;
  Money::Units left;
};

/// A part of a lot that an item consumed.
struct LotUse {
  std::uint64_t lot;
  Money::Units amount;
};

/// The gift lots of the funds: who gave what is still unspent, and which item spent what.
///
/// One rule: what lowers a fund's own money consumes lots, oldest first; what raises it gives back
/// what that item had consumed, latest first; the rest opens a lot. So for every fund and currency
/// the unspent lots sum to its own money.
///
/// Holds what has been loaded: all lots up to a number, and the uses of the items it was told of.
class Lots {
 public:
  struct Open {
    std::map<std::uint64_t, Lot> lots;  ///< By number; those consumed to nothing stay.
    std::uint64_t complete_to = 0;      ///< Every unspent lot up to this number is in `lots`.
    std::uint64_t spent_before = 0;     ///< No lot in `lots` below this number has anything left.
  };

  /// A fund's own money changed by `change` (not zero) through `item`; a lot that opens gets
  /// `number`. What it consumes must be loaded.
  void move(const LotsKey& key, const std::string& item, const Money::Units& change,
            std::uint64_t number);

  /// What can be consumed of what is loaded.
  [[nodiscard]] Money::Units unspent(const LotsKey& key) const;

  std::map<LotsKey, Open> open;
  std::map<UseKey, std::vector<LotUse>> uses;  ///< In order of use; given back ones become zero.
  std::set<std::pair<LotsKey, std::uint64_t>> touched;  ///< Lots that changed, for their owner.

 private:
  void consume(const LotsKey& key, const std::string& item, Money::Units amount);
  /// Gives back up to `amount`; returns what remains.
  Money::Units give_back(const LotsKey& key, const std::string& item, Money::Units amount);
};

}  // namespace relief
