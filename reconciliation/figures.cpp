#include "reconciliation/figures.h"

#include <algorithm>
#include <string>

#include "ledger/base/error.h"
#include "reconciliation/other_currencies.h"

namespace relief::reconciliation {
namespace {

constexpr std::size_t max_digits = 18;  // totalDigits of ISO 20022 amounts.

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view without_leading_zeros(std::string_view digits) {
  const auto first = digits.find_first_not_of('0');
  return first == std::string_view::npos ? std::string_view{} : digits.substr(first);
}

std::string_view without_trailing_zeros(std::string_view digits) {
  return digits.substr(0, digits.find_last_not_of('0') + 1);
}

}  // namespace

const Currency* find_currency(std::string_view code) {
  const auto* found = std::ranges::find(currencies, code, &Currency::code);
  return found == currencies.end() ? find_other_currency(code) : found;
}

std::optional<Money> read_amount(std::string_view text, const Currency& currency) {
  const auto point = text.find('.');
  auto whole = text.substr(0, point);
  auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (!is_digits(whole) || !is_digits(fraction) || whole.size() + fraction.size() == 0) return {};
  if (whole.size() + fraction.size() > max_digits) return {};

  whole = without_leading_zeros(whole);
  fraction = without_trailing_zeros(fraction);
  if (fraction.size() > static_cast<std::size_t>(currency.exponent)) return {};

  auto plain = whole.empty() ? std::string{"0"} : std::string{whole};
  if (!fraction.empty()) plain.append(".").append(fraction);
  return Money::parse(plain, currency);
}

std::optional<Date> read_day(std::string_view text) {
  constexpr std::size_t day_length = 10;  // "2026-02-28"
  const auto rest = text.substr(std::min(text.size(), day_length));
  if (!rest.empty() && std::string_view{"TZ+-"}.find(rest.front()) == std::string_view::npos) {
    return {};
  }
  try {
    return parse_date(text.substr(0, day_length));
  } catch (const Error&) {
    return {};
  }
}

std::optional<long> read_number(std::string_view text) {
  if (text.empty() || text.size() > max_digits || !is_digits(text)) return {};
  long value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

std::optional<bool> read_truth(std::string_view text) {
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return {};
}

}  // namespace relief::reconciliation
