#include "ledger/aid/iban.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "ledger/aid/check_digits.h"
#include "ledger/base/ascii.h"
#include "ledger/base/error.h"

namespace relief {
namespace {

struct Country {
  std::string_view code;
  std::size_t length;  ///< Of a whole IBAN.
};

/// The countries of the IBAN registry, by code.
constexpr std::array countries{
    Country{"AD", 24}, Country{"AE", 23}, Country{"AL", 28}, Country{"AT", 20}, Country{"AZ", 28},
    Country{"BA", 20}, Country{"BE", 16}, Country{"BG", 22}, Country{"BH", 22}, Country{"BR", 29},
    Country{"BY", 28}, Country{"CH", 21}, Country{"CR", 22}, Country{"CY", 28}, Country{"CZ", 24},
    Country{"DE", 22}, Country{"DK", 18}, Country{"DO", 28}, Country{"EE", 20}, Country{"EG", 29},
    Country{"ES", 24}, Country{"FI", 18}, Country{"FO", 18}, Country{"FR", 27}, Country{"GB", 22},
    Country{"GE", 22}, Country{"GI", 23}, Country{"GL", 18}, Country{"GR", 27}, Country{"GT", 28},
    Country{"HR", 21}, Country{"HU", 28}, Country{"IE", 22}, Country{"IL", 23}, Country{"IQ", 23},
    Country{"IS", 26}, Country{"IT", 27}, Country{"JO", 30}, Country{"KW", 30}, Country{"KZ", 20},
    Country{"LB", 28}, Country{"LC", 32}, Country{"LI", 21}, Country{"LT", 20}, Country{"LU", 20},
    Country{"LV", 21}, Country{"LY", 25}, Country{"MC", 27}, Country{"MD", 24}, Country{"ME", 22},
    Country{"MK", 19}, Country{"MN", 20}, Country{"MR", 27}, Country{"MT", 31}, Country{"MU", 30},
    Country{"NL", 18}, Country{"NO", 15}, Country{"OM", 23}, Country{"PK", 24}, Country{"PL", 28},
    Country{"PS", 29}, Country{"PT", 25}, Country{"QA", 29}, Country{"RO", 24}, Country{"RS", 22},
    Country{"RU", 33}, Country{"SA", 24}, Country{"SC", 31}, Country{"SE", 24}, Country{"SI", 19},
    Country{"SK", 24}, Country{"SM", 27}, Country{"ST", 25}, Country{"SV", 28}, Country{"TL", 23},
    Country{"TN", 24}, Country{"TR", 26}, Country{"UA", 29}, Country{"VA", 22}, Country{"VG", 24},
    Country{"XK", 20},
};
static_assert(std::ranges::is_sorted(countries, {}, &Country::code));

/// What is wrong with the text, or nothing.
std::string_view fault_of(std::string_view text) {
  if (!std::ranges::all_of(text, [](char c) { return is_digit(c) || is_capital(c); })) {
    return "an IBAN has only capital letters and digits, without spaces";
  }
  const auto country = std::ranges::find(countries, text.substr(0, 2), &Country::code);
  if (country == countries.end()) return "an IBAN starts with a country that has them";
  if (text.size() != country->length) return "an IBAN of this country has another length";
  if (country->code == "AZ" && !std::ranges::all_of(text.substr(4, 4), is_capital)) {
    return "an IBAN of Azerbaijan names its bank by four letters";
  }
  // 00, 01 and 99 are second spellings of 97, 98 and 02: the standard never writes them.
  const auto check = text.substr(2, 2);
  const bool agrees =
      std::ranges::all_of(check, is_digit) && check != "00" && check != "01" && check != "99" &&
      remainder_by_97(std::string{text.substr(4)} + std::string{text.substr(0, 4)}) == 1;
  return agrees ? "" : "the check digits of this IBAN don't agree; a character is wrong";
}

}  // namespace

void require_iban(std::string_view text, std::string_view pointer) {
  const auto fault = fault_of(text);
  require_field(fault.empty(), pointer, fault);
}

bool is_iban(std::string_view text) { return fault_of(text).empty(); }

bool is_bic(std::string_view text) {
  if (text.size() != 8 && text.size() != 11) return false;
  // The bank and its country in letters; then the place, which never starts with 0 or 1 nor ends
  // with O; then perhaps a branch.
  return std::ranges::all_of(text.substr(0, 6), is_capital) &&
         (is_capital(text[6]) || (text[6] >= '2' && text[6] <= '9')) && text[7] != 'O' &&
         std::ranges::all_of(text.substr(7), [](char c) { return is_digit(c) || is_capital(c); });
}

}  // namespace relief
