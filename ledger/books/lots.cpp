#include "ledger/books/lots.h"

#include <algorithm>
#include <limits>

#include "ledger/base/error.h"

namespace relief {
namespace {

/// The first lot of this number or above.
auto lot_from(auto& lots, std::uint64_t number) {
  return std::ranges::lower_bound(lots, number, {},
                                  [](const auto& lot) -> std::uint64_t { return lot.number; });
}

}  // namespace

Lots::Funds::value_type& Lots::entry_of(const LotsKey& key) {
  const auto found = funds_.find(key);
  if (found != funds_.end()) return *found;
  const auto number = static_cast<std::uint32_t>(funds_.size());
  return *funds_.emplace(key, Fund{.number = number, .lots = {}}).first;
}

TextPool::Number Lots::number_of(const std::string& text) {
  const auto number = texts_.add(text);
  if (number == latest_.size()) latest_.push_back(0);
  return number;
}

void Lots::move(const LotsKey& key, const std::string& item, const Money::Units& change,
                std::uint64_t number) {
  auto& of = entry_of(key);
  const auto who = number_of(item);
  if (change < 0) return consume(of, who, -change);
  const auto rest = give_back(of, who, change);
  if (rest == 0) return;
  put(of.second, {.left = Money::Magnitude{rest}, .number = number, .gift = who});
  touched.insert({key, number});
}

void Lots::put(Fund& fund, const KeptLot& lot) {
  const auto place = lot_from(fund.lots, lot.number);
  const bool is_there = place != fund.lots.end() && place->number == lot.number;
  ensure(!is_there, "each lot that opens has its own number");
  fund.lots.insert(place, lot);
  ++lot_count_;
}

void Lots::consume(Funds::value_type& of, TextPool::Number item, Money::Units amount) {
  auto& [key, fund] = of;
  for (auto next = lot_from(fund.lots, fund.spent_before); amount > 0 && next != fund.lots.end();
       ++next) {
    if (next->number > fund.complete_to) break;
    fund.spent_before = next->number;
    const auto part = std::min(Money::Units{next->left}, amount);
    if (part == 0) continue;
    next->left -= Money::Magnitude{part};
    amount -= part;
    add(item, fund.number, {.lot = next->number, .amount = part});
    touched.insert({key, next->number});
  }
  ensure(amount == 0, "a fund's unspent gifts sum to its own money");
}

Money::Units Lots::give_back(Funds::value_type& of, TextPool::Number item, Money::Units amount) {
  auto& [key, fund] = of;
  for (auto at = latest_[item]; at != 0 && amount > 0; at = uses_[at - 1].before) {
    auto& use = uses_[at - 1];
    if (use.fund != fund.number) continue;
    const auto part = std::min(Money::Units{use.amount}, amount);
    if (part == 0) continue;
    const auto lot = lot_from(fund.lots, use.lot);
    ensure(lot != fund.lots.end() && lot->number == use.lot,
           "the lots that an item consumed are loaded with its uses");
    lot->left += Money::Magnitude{part};
    fund.spent_before = std::min(fund.spent_before, use.lot);
    touched.insert({key, use.lot});
    use.amount -= Money::Magnitude{part};
    amount -= part;
  }
  return amount;
}

void Lots::add(TextPool::Number item, std::uint32_t fund, const LotUse& use) {
  ensure(uses_.size() < std::numeric_limits<Index>::max(), "uses of lots fit their numbers");
  uses_.push_back({.amount = Money::Magnitude{use.amount},
                   .lot = use.lot,
                   .before = latest_[item],
                   .fund = fund});
  latest_[item] = static_cast<Index>(uses_.size());
}

Lot Lots::told(const KeptLot& lot) const {
  return {
      .number = lot.number, .gift = std::string{texts_[lot.gift]}, .left = Money::Units{lot.left}};
}

Money::Units Lots::unspent(const LotsKey& key) const {
  const auto found = funds_.find(key);
  if (found == funds_.end()) return 0;
  const auto& fund = found->second;
  Money::Units sum = 0;
  for (auto lot = lot_from(fund.lots, fund.spent_before); lot != fund.lots.end(); ++lot) {
    if (lot->number > fund.complete_to) break;
    sum += Money::Units{lot->left};
  }
  return sum;
}

std::optional<Lot> Lots::lot(const LotsKey& key, std::uint64_t number) const {
  const auto fund = funds_.find(key);
  if (fund == funds_.end()) return std::nullopt;
  const auto& lots = fund->second.lots;
  const auto found = lot_from(lots, number);
  if (found == lots.end() || found->number != number) return std::nullopt;
  return told(*found);
}

std::vector<LotUse> Lots::uses(const UseKey& key) const {
  std::vector<LotUse> uses;
  const auto item = texts_.find(key.item);
  const auto fund = funds_.find({.fund = key.fund, .currency = key.currency});
  if (!item || fund == funds_.end()) return uses;
  for (auto at = latest_[*item]; at != 0; at = uses_[at - 1].before) {
    const auto& use = uses_[at - 1];
    if (use.fund != fund->second.number) continue;
    uses.push_back({.lot = use.lot, .amount = Money::Units{use.amount}});
  }
  std::ranges::reverse(uses);
  return uses;
}

void Lots::each_lot(const std::function<void(const LotsKey& key, const Lot& lot)>& each) const {
  for (const auto& [key, fund] : funds_) {
    for (const auto& lot : fund.lots) {
      each(key, told(lot));
    }
  }
}

void Lots::each_use(
    const std::function<void(const UseKey& key, const std::vector<LotUse>& uses)>& each) const {
  std::vector<const LotsKey*> keys(funds_.size());
  for (const auto& [key, fund] : funds_) keys[fund.number] = &key;
  for (TextPool::Number item = 0; item < latest_.size(); ++item) {
    std::map<std::uint32_t, std::vector<LotUse>> by_fund;  // The latest first.
    for (auto at = latest_[item]; at != 0; at = uses_[at - 1].before) {
      const auto& use = uses_[at - 1];
      by_fund[use.fund].push_back({.lot = use.lot, .amount = Money::Units{use.amount}});
    }
    for (auto& [fund, used] : by_fund) {
      std::ranges::reverse(used);
      each({.item = std::string{texts_[item]},
            .fund = keys[fund]->fund,
            .currency = keys[fund]->currency},
           used);
    }
  }
}

void Lots::each_unspent(const LotsKey& key,
                        const std::function<void(std::string_view gift)>& each) const {
  const auto found = funds_.find(key);
  if (found == funds_.end()) return;
  const auto& lots = found->second.lots;
  for (auto lot = lot_from(lots, found->second.spent_before); lot != lots.end(); ++lot) {
    if (lot->left > 0) each(texts_[lot->gift]);
  }
}

void Lots::load(const LotsKey& key, const Lot& lot) {
  auto& fund = fund_of(key);
  const auto found = lot_from(fund.lots, lot.number);
  if (found != fund.lots.end() && found->number == lot.number) return;
  put(fund,
      {.left = Money::Magnitude{lot.left}, .number = lot.number, .gift = number_of(lot.gift)});
}

void Lots::load(const UseKey& key, const LotUse& use) {
  const auto& fund = fund_of({.fund = key.fund, .currency = key.currency});
  add(number_of(key.item), fund.number, use);
}

std::uint64_t Lots::complete_to(const LotsKey& key) const {
  const auto found = funds_.find(key);
  return found == funds_.end() ? 0 : found->second.complete_to;
}

}  // namespace relief
