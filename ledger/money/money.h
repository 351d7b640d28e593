#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <utility>

#include <boost/multiprecision/cpp_int.hpp>

#include "ledger/money/currency.h"

namespace relief {

/// A whole number of minor units (qəpik, cents, yen) of one currency.
///
/// Exact: no operation here rounds.
/// Throws: InvariantBroken when two currencies meet (callers compare currencies first);
///         Error{malformed} from parse; std::overflow_error past 128 bits (it never wraps).
class Money {
 public:
  using Units = boost::multiprecision::checked_int128_t;
  /// Units that aren't below zero, in half the memory: for amounts that are kept by the million.
  using Magnitude = boost::multiprecision::checked_uint128_t;

  Money(Units units, const Currency& currency) : units_{std::move(units)}, currency_{&currency} {}

  /// "-1234.50" with AZN is -123450 units. One spelling a value but for trailing decimals: no
  /// spaces, no grouping, no plus, no exponent, no leading zero, no "-0", no more decimals than the
  /// currency has.
  static Money parse(std::string_view decimal, const Currency& currency);

  /// "-123450" with AZN: minor units, as records and SQL carry them. One spelling a value.
  static Money of_units(std::string_view units, const Currency& currency);
  static Money zero(const Currency& currency) { return {0, currency}; }

  [[nodiscard]] const Units& units() const noexcept { return units_; }
  [[nodiscard]] const Currency& currency() const noexcept { return *currency_; }
  [[nodiscard]] std::string decimal() const;  ///< The inverse of parse, with all decimals.
  [[nodiscard]] std::string units_text() const { return units_.str(); }  ///< Inverse of of_units.
  [[nodiscard]] bool is_zero() const { return units_ == 0; }
  [[nodiscard]] bool is_negative() const { return units_ < 0; }

  Money& operator+=(const Money& other);
  Money& operator-=(const Money& other);
  friend Money operator+(Money a, const Money& b) { return a += b; }
  friend Money operator-(Money a, const Money& b) { return a -= b; }
  friend Money operator-(const Money& a) { return {-a.units_, *a.currency_}; }
  [[nodiscard]] Money magnitude() const { return is_negative() ? -*this : *this; }

  friend bool operator==(const Money& a, const Money& b) {
    return a.currency() == b.currency() && a.units_ == b.units_;
  }
  friend std::strong_ordering operator<=>(const Money& a, const Money& b);

 private:
  Units units_;
  const Currency* currency_;  // Points into `currencies`, which lives for ever.
};

}  // namespace relief
