#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/base/text_pool.h"
#include "ledger/books/keys.h"
#include "ledger/money/money.h"

namespace relief {

/// What is left of one gift (or other source) in a fund. Consumed oldest first, by `number`.
struct Lot {
  std::uint64_t number;
  std::string gift;
  Money::Units left;

  friend bool operator==(const Lot&, const Lot&) = default;
};

/// A part of a lot that an item consumed.
struct LotUse {
  std::uint64_t lot;
  Money::Units amount;

  friend bool operator==(const LotUse&, const LotUse&) = default;
};

/// The gift lots of the funds: who gave what is still unspent, and which item spent what.
///
/// One rule: what lowers a fund's own money consumes lots, oldest first; what raises it gives back
/// what that item had consumed, latest first; the rest opens a lot. So for every fund and currency
/// the unspent lots sum to its own money.
///
/// Holds what has been loaded: all lots up to a number, and the uses of the items it was told of.
/// Whatever any item consumed may come back, so nothing is ever dropped: a lot and a use cost 32
/// bytes each, and an item little more than its name.
class Lots {
 public:
  /// A fund's own money changed by `change` (not zero) through `item`; a lot that opens gets
  /// `number`. What it consumes must be loaded.
  void move(const LotsKey& key, const std::string& item, const Money::Units& change,
            std::uint64_t number);

  /// What can be consumed of what is loaded.
  [[nodiscard]] Money::Units unspent(const LotsKey& key) const;
  /// Nothing for one that isn't there.
  [[nodiscard]] std::optional<Lot> lot(const LotsKey& key, std::uint64_t number) const;
  /// What an item consumed, in order of use; what it gave back is zero.
  [[nodiscard]] std::vector<LotUse> uses(const UseKey& key) const;

  [[nodiscard]] std::size_t lot_count() const noexcept { return lot_count_; }
  [[nodiscard]] std::size_t use_count() const noexcept { return uses_.size(); }
  /// Calls `each` for every lot: by fund and currency, then by number.
  void each_lot(const std::function<void(const LotsKey& key, const Lot& lot)>& each) const;
  /// Calls `each` for every item and fund with what the item consumed there.
  void each_use(
      const std::function<void(const UseKey& key, const std::vector<LotUse>& uses)>& each) const;

  /// Calls `each` with the gift of every lot of which something is left.
  void each_unspent(const LotsKey& key,
                    const std::function<void(std::string_view gift)>& each) const;

  /// Takes in a lot that is stored. One that is there already is newer.
  void load(const LotsKey& key, const Lot& lot);
  /// Takes in a use that is stored, after the item's earlier ones.
  void load(const UseKey& key, const LotUse& use);
  /// Every unspent lot up to this number is there.
  void complete(const LotsKey& key, std::uint64_t number) { fund_of(key).complete_to = number; }
  [[nodiscard]] std::uint64_t complete_to(const LotsKey& key) const;
  /// Every use of the item is there.
  void complete(const UseKey& key) { complete_uses_.insert(key); }
  [[nodiscard]] bool is_complete(const UseKey& key) const { return complete_uses_.contains(key); }

  std::set<std::pair<LotsKey, std::uint64_t>> touched;  ///< Lots that changed, for their owner.

 private:
  using Index = std::uint32_t;  // Of a use.
  struct KeptLot {
    Money::Magnitude left;
    std::uint64_t number;
    TextPool::Number gift;
  };
  struct KeptUse {
    Money::Magnitude amount;
    std::uint64_t lot;
    Index before;  ///< The item's use before this one, in whatever fund.
    std::uint32_t fund;
  };
  struct Fund {
    std::uint32_t number;            ///< In the order in which funds came.
    std::deque<KeptLot> lots;        ///< By number; those consumed to nothing stay.
    std::uint64_t complete_to = 0;   ///< Every unspent lot up to this number is in `lots`.
    std::uint64_t spent_before = 0;  ///< No lot in `lots` below this number has anything left.
  };
  using Funds = std::map<LotsKey, Fund>;

  void consume(Funds::value_type& of, TextPool::Number item, Money::Units amount);
  /// Gives back up to `amount`; returns what remains.
  Money::Units give_back(Funds::value_type& of, TextPool::Number item, Money::Units amount);
  Fund& fund_of(const LotsKey& key) { return entry_of(key).second; }
  Funds::value_type& entry_of(const LotsKey& key);
  TextPool::Number number_of(const std::string& text);
  void put(Fund& fund, const KeptLot& lot);
  [[nodiscard]] Lot told(const KeptLot& lot) const;
  void add(TextPool::Number item, std::uint32_t fund, const LotUse& use);

  Funds funds_;
  std::size_t lot_count_ = 0;
  TextPool texts_;            // Gifts and items.
  std::deque<Index> latest_;  // By text: the latest use of the item, plus one; zero: none.
  std::deque<KeptUse> uses_;
  std::set<UseKey> complete_uses_;
};

}  // namespace relief
