#include "ledger/money/money.h"

#include <algorithm>

#include "ledger/base/ascii.h"

namespace relief {
namespace {

void ensure_same_currency(const Money& a, const Money& b) {
  ensure(a.currency() == b.currency(), "amounts of two currencies never meet");
}

}  // namespace

Money Money::parse(std::string_view decimal, const Currency& currency) {
  const bool negative = decimal.starts_with('-');
  if (negative) decimal.remove_prefix(1);

  const auto point = decimal.find('.');
  const bool has_point = point != std::string_view::npos;
  const auto whole = decimal.substr(0, point);
  const auto fraction = has_point ? decimal.substr(point + 1) : std::string_view{};
  const auto decimals = static_cast<std::size_t>(currency.exponent);

  require(!whole.empty() || !has_point, Errc::malformed,
          "an amount has a digit before its point, as 0.50");
  require(!whole.empty() && whole.size() <= 30, Errc::malformed, "an amount needs 1 to 30 digits");
  require(
      std::ranges::all_of(whole, is_digit) && std::ranges::all_of(fraction, is_digit),
      Errc::malformed,
      "an amount is written in digits with a point before the decimals, as 1000.50: no comma, no "
      "space, nothing between the thousands");
  require(fraction.empty() != has_point, Errc::malformed, "an amount may not end in a point");
  require(fraction.size() <= decimals, Errc::malformed, "the amount has too many decimals");
  require(whole.size() == 1 || whole.front() != '0', Errc::malformed,
          "an amount has no leading zero");

  Units units = 0;
  for (const char c : whole) units = units * 10 + (c - '0');
  for (const char c : fraction) units = units * 10 + (c - '0');
  for (auto i = fraction.size(); i < decimals; ++i) units *= 10;
  require(!negative || units != 0, Errc::malformed, "zero has no sign");
  return {negative ? Units{-units} : units, currency};
}

Money Money::of_units(std::string_view units, const Currency& currency) {
  const auto digits = units.starts_with('-') ? units.substr(1) : units;
  const bool canonical = !digits.empty() && digits.size() <= 36 &&
                         std::ranges::all_of(digits, is_digit) &&
                         (digits.front() != '0' || units == "0");
  require(canonical, Errc::malformed, "minor units are a plain whole number");
  return {Units{std::string{units}}, currency};
}

std::string Money::decimal() const {
  const bool negative = units_ < 0;
  auto digits = Units{negative ? -units_ : units_}.str();
  const auto decimals = static_cast<std::size_t>(currency_->exponent);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  if (decimals > 0) digits.insert(digits.size() - decimals, ".");
  return negative ? "-" + digits : digits;
}

Money& Money::operator+=(const Money& other) {
  ensure_same_currency(*this, other);
  units_ += other.units_;
  return *this;
}

Money& Money::operator-=(const Money& other) {
  ensure_same_currency(*this, other);
  units_ -= other.units_;
  return *this;
}

std::strong_ordering operator<=>(const Money& a, const Money& b) {
  ensure_same_currency(a, b);
  return a.units_.compare(b.units_) <=> 0;
}

}  // namespace relief
