#include "ledger/books/lots.h"

#include <algorithm>

#include "ledger/base/error.h"

namespace relief {

void Lots::move(const LotsKey& key, const std::string& item, const Money::Units& change,
                std::uint64_t number) {
  if (change < 0) return consume(key, item, -change);
  const auto rest = give_back(key, item, change);
  if (rest == 0) return;
  open[key].lots.insert_or_assign(number, Lot{.gift = item, .left = rest});
  touched.insert({key, number});
}

void Lots::consume(const LotsKey& key, const std::string& item, Money::Units amount) {
  auto& used = uses[{.item = item, .fund = key.fund, .currency = key.currency}];
  auto& [lots, complete_to, spent_before] = open[key];
  for (auto next = lots.lower_bound(spent_before); amount > 0 && next != lots.end(); ++next) {
    auto& [number, lot] = *next;
    if (number > complete_to) break;
    spent_before = number;
    const auto part = std::min(lot.left, amount);
    if (part == 0) continue;
    lot.left -= part;
    amount -= part;
    used.push_back({.lot = number, .amount = part});
    touched.insert({key, number});
  }
  ensure(amount == 0, "a fund's unspent gifts sum to its own money");
}

Money::Units Lots::give_back(const LotsKey& key, const std::string& item, Money::Units amount) {
  const auto found = uses.find({.item = item, .fund = key.fund, .currency = key.currency});
  if (found == uses.end()) return amount;
  auto& [lots, complete_to, spent_before] = open[key];
  for (auto use = found->second.rbegin(); use != found->second.rend() && amount > 0; ++use) {
    const auto part = std::min(use->amount, amount);
    if (part == 0) continue;
    const auto lot = lots.find(use->lot);
    ensure(lot != lots.end(), "the lots that an item consumed are loaded with its uses");
    lot->second.left += part;
    spent_before = std::min(spent_before, use->lot);
    touched.insert({key, use->lot});
    use->amount -= part;
    amount -= part;
  }
  return amount;
}

Money::Units Lots::unspent(const LotsKey& key) const {
  const auto found = open.find(key);
  if (found == open.end()) return 0;
  const auto& [lots, complete_to, spent_before] = found->second;
  Money::Units sum = 0;
  for (auto lot = lots.lower_bound(spent_before); lot != lots.end(); ++lot) {
    if (lot->first > complete_to) break;
    sum += lot->second.left;
  }
  return sum;
}

}  // namespace relief
