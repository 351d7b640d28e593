#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace relief {

/// What a balance is kept for. `place` is empty where the account isn't kept by place.
struct BalanceKey {
  std::string account, place, fund, currency;
  friend auto operator<=>(const BalanceKey&, const BalanceKey&) = default;
};

/// One open item of an account.
struct ItemKey {
  std::string account, place, item;
  friend auto operator<=>(const ItemKey&, const ItemKey&) = default;
};

/// What a fund may still promise at one place.
struct PositionKey {
  std::string fund, place;
  friend auto operator<=>(const PositionKey&, const PositionKey&) = default;
};

/// The gifts that a fund holds in one currency.
struct LotsKey {
  std::string fund, currency;
  friend auto operator<=>(const LotsKey&, const LotsKey&) = default;
};

/// What one item (a payment, charge, transfer) took of a fund's gifts.
struct UseKey {
  std::string item, fund, currency;
  friend auto operator<=>(const UseKey&, const UseKey&) = default;
};

}  // namespace relief
