#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "ledger/base/error.h"

namespace relief {

/// One currency of ISO 4217. `exponent` is the number of decimals of its minor unit.
struct Currency {
  std::string_view code;
  int exponent;

  friend bool operator==(const Currency& a, const Currency& b) { return a.code == b.code; }
};

/// Every currency that the fund may hold, by code. A new currency is one new line here.
inline constexpr std::array currencies{
    Currency{"AED", 2}, Currency{"AZN", 2}, Currency{"CHF", 2}, Currency{"CNY", 2},
    Currency{"EUR", 2}, Currency{"GBP", 2}, Currency{"GEL", 2}, Currency{"JPY", 0},
    Currency{"KWD", 3}, Currency{"KZT", 2}, Currency{"RUB", 2}, Currency{"SEK", 2},
    Currency{"TRY", 2}, Currency{"UAH", 2}, Currency{"USD", 2},
};
static_assert(std::ranges::is_sorted(currencies, {}, &Currency::code));

/// Throws Error{malformed} for a code that is not in `currencies`.
constexpr const Currency& currency(std::string_view code) {
  const auto* found = std::ranges::find(currencies, code, &Currency::code);
  require(found != currencies.end(), Errc::malformed, "the fund holds no such currency");
  return *found;
}

}  // namespace relief
